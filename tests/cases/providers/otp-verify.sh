curl "https://api.example.com/verify?request_id=abcdef0011223344&code=1234&api_key=k"
