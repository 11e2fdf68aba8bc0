curl "https://api.smsmode.com/http/1.6/sendSMS.do?accessToken=abc123&message=Mon+1er+message&emetteur=Societe&numero=0600000000,0600000001"
