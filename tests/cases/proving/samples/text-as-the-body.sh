curl 'https://sms.example/send?to=14155550100' -H 'Content-Type: text/plain' -d 'Hello you'
