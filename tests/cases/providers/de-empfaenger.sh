curl "https://gateway.example.de/senden?benutzer=u&kennwort=p&absender=Laden&empfaenger=01701230417&nachricht=Ihr%20Paket%20ist%20da"
