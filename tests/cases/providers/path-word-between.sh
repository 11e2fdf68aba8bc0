curl https://gw.example/api/8f7e6d5c4b3a2918/send/447700900417/ACME/Your%20order%20is%20ready
