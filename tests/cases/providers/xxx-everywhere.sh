curl "https://a.example.com/q?username=xxx&password=xxx&source=xxx&destination=xxx&message=xxx"
