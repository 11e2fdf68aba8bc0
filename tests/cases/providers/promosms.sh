curl -X POST https://promosms.example.pl/api/rest/v3_2/sms -u login:pass -F 'text=Wiadomosc testowa' -F 'type=1' -F 'sender=NADAWCA' -F 'recipients[]=48500600417'
