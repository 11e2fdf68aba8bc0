curl http://短信.example/send -d to=14155550100 -d 'text=Hello you'
