curl "https://api.example.com/balance?username=u&password=p&format=json"
