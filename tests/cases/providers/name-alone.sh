curl "https://api.example.net/push?token=abc123def456&447700900123=Hello%20there"
