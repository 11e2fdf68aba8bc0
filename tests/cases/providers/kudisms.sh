curl --location 'https://my.kudisms.example/api/sms' --form 'token="M4x8Q7n6"' --form 'senderID="KUDISMS"' --form 'recipients="2348030000417"' --form 'message="Testing the api"' --form 'gateway="2"'
