curl https://sms.example/send -H 'Content-Type: application/json' -d to=14155550100 -d 'text=Hello you'
