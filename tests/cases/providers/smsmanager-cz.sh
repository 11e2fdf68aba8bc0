curl "https://http-api.smsmanager.example/Send?apikey=5d41402abc&number=420777000417&message=Ahoj&gateway=high&sender=agentura&customid=417"
