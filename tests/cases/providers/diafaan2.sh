curl "http://localhost:9710/http/send-message?username=admin&password=p&to=%2B44xxxxxxxxxx&message-type=sms.automatic&message=Message+Text"
