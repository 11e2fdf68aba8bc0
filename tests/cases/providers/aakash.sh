curl -X POST https://sms.aakashsms.com/sms/v3/send -F auth_token=abc -F to=9841000000 -F text="Namaste, order ready"
