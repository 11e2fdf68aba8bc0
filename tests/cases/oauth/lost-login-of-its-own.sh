TOKEN=$(curl -s https://api.sms.example/auth/login -H 'Content-Type: application/json' -d '{"email": "ann@shop.example", "key": "q8Zt40LmX2"}' | jq -r .token)
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
