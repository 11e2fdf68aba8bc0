import requests

user = "demo"
password = "p@ss word"
number = "919812345678"
text = "Dear Customer, order 50% off ready & paid"

url = "http://sms.bharatbulk.example/api/mt/SendSMS?user=" + user + "&password=" + password + "&senderid=BULKIN&channel=Trans&number=" + number + "&text=" + text + "&route=2"
r = requests.get(url)
print(r.text)
