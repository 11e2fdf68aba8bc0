curl "https://api.example.com/sms?token=abc&phone=%2B{{phone}}&txt={{text}}"
