curl "https://api.example.com/lookup?number=447700900123&key=abc"
