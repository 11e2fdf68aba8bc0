curl -X POST https://a.example.com/v4 -d "phone=447700900123" --data-urlencode "subject=Your order" --data-urlencode "text=Your order is ready" -d campaign_name="Winter sale"
