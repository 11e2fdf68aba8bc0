curl "https://a.example.de/sms?benutzer=u&passwort=p&empfaenger=4915112345678&absender=4915199999999&nachricht=Guten+Tag"
