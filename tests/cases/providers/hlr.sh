curl "https://api.example.com/hlr?key=K1&number=447700900417"
