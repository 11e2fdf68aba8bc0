curl https://api.example.com/send -d 'key=K1&to=447700900417&reply_to=447700900100&text=Hello there&max_price=0.05'
