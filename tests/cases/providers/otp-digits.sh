curl 'https://api.example.com/send?key=abc123def456ghi7&phone=447700900417&message=123456&sender=OTP'
