export TOKEN=`curl -s https://auth.sms.example/connect/token -d "grant_type=client_credentials&client_id=shop-114&client_secret=q8Zt40LmX2" | python3 -c 'import json,sys;print(json.load(sys.stdin)["access_token"])'`
curl -X POST https://api.sms.example/v1/messages \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{"from": "SHOP", "to": "+447700900123", "text": "Your order is ready"}'
