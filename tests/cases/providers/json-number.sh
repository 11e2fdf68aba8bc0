curl -X POST https://a.example.com/v4 -H 'Content-Type: application/json' -d '{"account":447700900000,"mobile":447700900123,"msgtxt":"Hello","ref":447700900999}'
