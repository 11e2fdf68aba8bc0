curl https://api.example.com/send -d 'key=k1&to=447700900417&from=ACME' --data-urlencode 'text=https://shop.example/track/42'
