curl -X POST https://a.example.com/v4 -d "phone=447700900123" -d "mobile=447700900124" --data-urlencode "text=Your order is ready"
