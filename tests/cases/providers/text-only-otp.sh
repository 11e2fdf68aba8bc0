curl -X POST https://a.example.com/otp -d "phone=447700900123" -d "otp=123456" -d "template_name=login"
