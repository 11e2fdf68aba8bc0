curl "https://url.ecall.ch/api/sms?username=user&password=pw&address=0041791234567&message=Hello%20World&callback=0041790000000"
