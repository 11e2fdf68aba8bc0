curl -X POST https://im.smsclub.example/sms/send -H 'Authorization: Bearer d8Fg7' -H 'Content-Type: application/json' -d '{"phone":["380989360417"],"message":"Тест","src_addr":"VashZakaz"}'
