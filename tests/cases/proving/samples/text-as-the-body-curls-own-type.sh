curl 'https://sms.example/send?to=14155550100' -d 'Hello you, how are you?'
