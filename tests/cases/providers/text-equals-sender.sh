curl https://api.example.com/send -d 'key=k1&to=447700900417&from=Hello&body=Hello'
