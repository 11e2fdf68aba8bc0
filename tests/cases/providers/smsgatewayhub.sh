curl "https://www.smsgatewayhub.com/api/mt/SendSMS?APIKey=abc&senderid=TESTIN&channel=2&DCS=0&flashsms=0&number=91989xxxxxxx&text=test%20message&route=1&EntityId=xxxx&dlttemplateid=xxxx"
