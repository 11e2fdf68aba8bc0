curl 'http://send.smsmasking.example:8080/web2sms/api/sendSMS.aspx?username=sms&mobile=08126531971&message=Hallo+world&auth=cd377b32c5745f89a53f6970d2f49969&trxid=sms0000000001&type=0'
