curl "https://api.example.com/credit?user=u&pass=p"
