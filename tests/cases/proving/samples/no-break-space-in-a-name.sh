curl https://sms.example/send -F to=14155550100 -F 'text=Hello you' -F 'a =b'
