curl 'https://api.sms.example.hk/send?account=acc&password=pw&recipient=85261230417&message=%E4%BD%A0%E5%A5%BD&senderid=SHOP&charset=utf-8'
