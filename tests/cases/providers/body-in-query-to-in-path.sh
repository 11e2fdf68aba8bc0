curl -X POST "https://api.example.com/sms/send/447700900417?key=8f7e6d5c&text=Hello%20there"
