curl -X POST https://api.fonnte.example/send -H 'Authorization: 3h!gk4Tq9w' -F 'target=08123450417' -F 'message=test message' -F 'schedule=0' -F 'typing=false' -F 'delay=2' -F 'countryCode=62'
