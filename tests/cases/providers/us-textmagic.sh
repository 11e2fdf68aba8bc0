curl -X POST https://rest.tm.example/api/v2/messages -H 'X-TM-Username: u' -H 'X-TM-Key: k' -d 'phones=14155550417' -d 'text=I love TextMagic!'
