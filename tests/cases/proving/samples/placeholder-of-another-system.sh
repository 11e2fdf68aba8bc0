curl https://sms.example/send -H 'Authorization: Bearer {{access_token}}' -d to=14155550100 -d 'text=Hello you'
