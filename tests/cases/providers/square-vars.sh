curl "http://gw.example/http?k=[apikey]&n=[phone number]&m=[your message]&s=[sender name]"
