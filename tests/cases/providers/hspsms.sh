curl "http://sms.hspsms.com/sendSMS?username=u&message=Dear+customer&sendername=HSPSMS&smstype=TRANS&numbers=9999999999&apikey=aaaa-bbbb"
