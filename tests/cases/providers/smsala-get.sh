curl "http://api.smsala.example/api/SendSMS?api_id=API19283746&api_password=p4ss&sms_type=T&encoding=T&sender_id=SMSALA&phonenumber=971501230417&textmessage=test&uid=xyz"
