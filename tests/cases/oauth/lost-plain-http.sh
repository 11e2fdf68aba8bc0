TOKEN=$(curl -s http://auth.sms.example/oauth/token -d grant_type=client_credentials -d client_id=shop-114 -d client_secret=q8Zt40LmX2 | jq -r .access_token)
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
