curl "https://www.winsmspro.example/sms/sms/api?action=send-sms&api_key=aHR0cHM6Ly93&to=21620000417&from=WinSMS&sms=Bonjour"
