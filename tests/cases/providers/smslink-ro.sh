curl "https://secure.smslink.ro/sms/gateway/communicate/index.php?connection_id=1234&password=abcd&to=0723000111&message=Test%20Message"
