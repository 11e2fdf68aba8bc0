curl 'https://sms.gccksa.example/v1/otp/send' -H 'Authorization: Bearer xxxx' --json '{"number": "xxxx", "lang": "en"}'
