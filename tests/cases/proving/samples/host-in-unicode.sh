curl 'https://sms.bücher.example/send?to=14155550100&text=Hello+you'
