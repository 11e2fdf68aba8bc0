curl https://sms.example/send -H 'Content-Type: application/json' -H 'Content-Type: application/x-www-form-urlencoded' -d to=14155550100 -d 'text=Hello you'
