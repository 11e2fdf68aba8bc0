curl https://api.example.pl/wyslij -d 'klucz=k&nadawca=SKLEP&numer=600100417&wiadomosc=Paczka czeka'
