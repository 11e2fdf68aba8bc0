curl https://api.example.th/v1 -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"phone_number":"0812340417","sms_text":"รหัสของคุณคือ 1234","sender_name":"SHOP"}'
