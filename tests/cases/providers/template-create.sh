curl -X POST https://api.example.com/v1/templates -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"name":"order","content":"Your order {{1}} is ready","language":"en"}'
