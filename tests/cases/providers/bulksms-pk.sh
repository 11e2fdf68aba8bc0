curl -X POST https://sms.example.pk/api/SendSMS -d 'username=realism' -d 'password=secret' -d 'masking=ACME' -d 'number=923001234417' -d 'message=Your order is ready' -d 'responseType=json'
