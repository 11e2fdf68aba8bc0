curl "http://192.168.1.1/cgi-bin/sms_send?username=user1&password=user_pass&number=0037060000417&text=testmessage"
