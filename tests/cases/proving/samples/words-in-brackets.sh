curl https://sms.example/send -d to=14155550100 -d 'text=[ACME] Hello you'
