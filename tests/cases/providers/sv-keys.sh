curl "https://api.example.se/skicka?anvandarnamn=u&losenord=p&avsandare=Butik&mottagarnummer=0701740417&meddelandetext=Hej+d%C3%A4r"
