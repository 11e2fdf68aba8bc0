curl https://sms.example/send -H 'X-K: 1' -H 'host: api.example' -H 'X-L: 2' -d to=14155550100 -d 'text=Hello you'
