TOKEN=$(curl -s -u shop-114:q8Zt40LmX2 https://auth.sms.example/oauth/token | jq -r .access_token)
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
