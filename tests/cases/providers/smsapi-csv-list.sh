curl "https://api.smsapi.pl/sms.do?username=u&password=0cc175b9c0f1b6a831c399e269772661&to=500000000,600000000&from=Eco&message=tresc+wiadomosci"
