curl https://api.example.com/send -d 'key=K1&country_code=91&mobile=9812340417&message=Hello there'
