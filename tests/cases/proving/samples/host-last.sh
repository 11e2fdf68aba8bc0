curl https://sms.example/send -H 'X-K: 1' -d to=14155550100 -d 'text=Hello you' -H 'Host: api.example'
