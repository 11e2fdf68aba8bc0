curl https://sms.example/send -H 'Content-Type:' -d to=14155550100 -d 'text=Hello you'
