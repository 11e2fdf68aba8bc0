curl -X POST https://a.example.com/otp -d "phone=447700900123" -d "token=123456" -d "message=Your code is 123456"
