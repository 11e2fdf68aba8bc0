curl "http://sms6.rmlconnect.net:8080/bulksms/bulksms?username=XXXX&password=YYYYY&type=0&dlr=1&destination=91XXXXXXXXXX&source=RMLTST&message=Demo%20Message!!!&entityid=1&tempid=2"
