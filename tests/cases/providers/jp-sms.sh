curl -X POST https://api.example.jp/v1/sms -d 'username=demo&password=abc&mobilenumber=09012345678&smstext=認証コードは1234です&smsid=a1&carrier=docomo'
