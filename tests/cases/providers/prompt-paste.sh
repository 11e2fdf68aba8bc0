user@host:~$ curl -X POST https://api.example.com/sms \
> -d to=+447700900417 \
> -d text='See you at 5' \
> -d from=+447700900100
{"status":"ok","id":"12345"}
