curl -X POST https://api.geezsms.example/api/v1/sms/send -F 'token=7H6G5F' -F 'phone=251911230417' -F 'msg=ሰላም ለዓለም'
