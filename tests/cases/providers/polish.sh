curl "https://a.example.pl/sms?uzytkownik=u&haslo=p&odbiorca=48500600700&nadawca=ACME&tresc=Dzien+dobry"
