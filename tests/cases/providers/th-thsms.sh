curl -X POST https://thsms.example/api/send-sms -H 'Authorization: Bearer t' -H 'Content-Type: application/json' -d '{"sender":"Direct SMS","msisdn":["0812340417"],"message":"ทดสอบส่งข้อความ"}'
