curl -X GET 'https://www.fast2sms.example/dev/bulkV2?authorization=YOUR_API_KEY&variables_values=5599&route=otp&numbers=9999999999,8888888888'
