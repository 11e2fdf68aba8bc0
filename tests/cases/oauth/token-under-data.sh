RESPONSE=$(curl -s https://gateway.sms.example/api/token \
  -H 'Content-Type: application/json' \
  -d '{"grant_type": "client_credentials", "client_id": "shop-114", "client_secret": "q8Zt40LmX2"}')
TOKEN=$(echo "$RESPONSE" | jq -r '.data.token')
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
