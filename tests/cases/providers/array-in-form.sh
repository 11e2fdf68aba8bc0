curl -d "user=u" -d "pass=p" -d "sms[0][0]=447700900123" -d "sms[0][1]=Hello there" -d "sms[1][0]=447700900124" -d "sms[1][1]=Hello again" https://gw.example.com/multi
