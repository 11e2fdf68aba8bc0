curl -X POST https://api.smsmasivos.example.mx/sms/send -H 'apikey: 8a7d6f5e4d3c2b1a0' -d 'message=Mensaje de prueba' -d numbers=5512340417 -d country_code=52 -d sandbox=1
