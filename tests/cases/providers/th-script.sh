curl https://api.smskit.example/sms -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"msisdn":"0812340417","message":"รหัส OTP ของคุณคือ 1234","sender":"SHOP"}'
