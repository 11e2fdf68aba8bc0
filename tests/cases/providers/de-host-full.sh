curl "https://gateway.sms-versand.example.de/api/sms?p=geheim&to=4915123450417&text=Ihr+Paket+ist+da&from=Laden"
