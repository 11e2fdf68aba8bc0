curl -X POST https://rest.payamak.example/api/SendSMS/SendSMS -H 'content-type: application/x-www-form-urlencoded' -d 'username=u&password=p&to=09121110417&from=5000417&text=salam&isflash=false'
