curl -s -X POST http://localhost:8000/sms -d "sms_to=447700900123" -d "sms_from=447700900111" -d "sms_text=Hello there" -d "sms_date=1753099200" -d "username=test" -d "MsgId=test"
