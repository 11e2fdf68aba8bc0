curl -X POST https://api.example.com/otp/send -d "phone=447700900123" -d "code_length=6" -d "brand=ACME" -d "expiry=300"
