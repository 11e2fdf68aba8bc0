curl "https://sms4geeks.example/smsgateway?action=out&username=YourUserName&password=YourPassword&msisdn=555120417&msg=hello"
