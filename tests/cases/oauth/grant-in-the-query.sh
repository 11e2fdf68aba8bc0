AUTH=$(curl -s -X POST 'https://api.sms.example/oauth/token?grant_type=client_credentials' -u shop-114:q8Zt40LmX2 -H 'Accept: application/json' | jq -r '.access_token // empty')
curl -X POST https://api.sms.example/v1/sms -H "Authorization: Token $AUTH" -d to=447700900123 -d 'text=Your order is ready' -d from=SHOP
