curl -X POST https://a.example.com/v4 -d "phone=447700900123" --data-urlencode "text=Your order is ready" --data-urlencode "message=Your order is ready"
