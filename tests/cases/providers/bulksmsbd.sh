curl "http://bulksmsbd.net/api/smsapi?api_key=abcKEY&type=text&number=88016xxxxxxxx,88019xxxxxxxx&senderid=8809612000000&message=TestSMS"
