curl -X POST https://a.example.ng/q -H 'Content-Type: application/json' -d '{"source":"web-app","msisdn":"2348030000000","originator":"2348030000009","sms":"Hello"}'
