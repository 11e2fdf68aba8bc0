curl -X POST https://api.smsapi.com/sms.do -H "Authorization: Bearer tok3nInvented" -d "to=48500000000" -d "from=Test" -d "message=Hello world!" -d "format=json"
