curl -X GET https://api.smsup.example/credits -H 'Authorization: Bearer tok'
