curl -X POST https://a.example.com/sms -d "phone_to=441234567890" -d "sender_id=TEST" -d "content=test" -d "type=0"
