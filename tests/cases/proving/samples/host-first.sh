curl https://sms.example/send -H 'Host: api.example' -H 'X-K: 1' -d to=14155550100 -d 'text=Hello you'
