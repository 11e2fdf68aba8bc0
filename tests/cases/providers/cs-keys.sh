curl "https://api.example.cz/odeslat?uzivatel=u&heslo=p&odesilatel=OBCHOD&cislo_prijemce=420777000417&text_zpravy=Balik+dorazil"
