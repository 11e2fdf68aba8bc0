curl "http://msg.msgclub.net/rest/services/sendSMS/sendGroupSms?AUTH_KEY=abcd1234abcd1234&message=Your%20order%20is%20ready&senderId=DEMOOS&routeId=1&mobileNos=9999999999&smsContentType=english"
