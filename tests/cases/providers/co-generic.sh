curl https://api.messenger.example.co/v4/messages -d 'apikey=a1b2c3d4e5&number=09181230417&message=Kumusta&sendername=ACME'
