curl -X POST -u AUTH_KEY:AUTH_SECRET https://api.smshosting.it/rest/api/sms/send -d "from=Mario&to=393481234567&text=Ciao+come+stai&sandbox=true"
