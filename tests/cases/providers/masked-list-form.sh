curl https://api.example/send -d 'apikey=XXXXXXXX&sender=ABCDEF&mobiles=98XXXXXXXX,99XXXXXXXX&sms=Dear {#var#}, your OTP is {#var#}'
