curl "http://localhost:9710/http/send-message?username=admin&password=pw&to=%2B44123456789&message-type=sms.automatic&message=Message+Text"
