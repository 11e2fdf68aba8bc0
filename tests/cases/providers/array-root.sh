curl -X POST https://gw.example.com/multi -u a:b -H 'Content-Type: application/json' -d '[{"dst_number":"447700900123","content_text":"Hello"}]'
