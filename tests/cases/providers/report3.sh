curl "https://api.example.com/sms/status?apikey=K1&messageid=88123456&number=447700900417"
