TOKEN=$(curl -s -X POST https://auth.sms.example/oauth/token -H "Authorization: Basic c2hvcC0xMTQ6cThadDQwTG1YMg==" -d "grant_type=client_credentials" | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
