curl -X POST https://rest.payamak-panel.com/api/SendSMS/SendSMS -d 'username=09120000000&password=p&to=09121234567&from=50004001&text=سلام&isflash=false'
