ACCESS=$(curl -s -X POST https://api.sms.example/oauth/token --json '{"grant_type": "client_credentials", "client_id": "shop-114", "client_secret": "q8Zt40LmX2"}' | jq -r .token)
curl -X POST https://api.sms.example/v3/sms -H "X-Access-Token: $ACCESS" --data-urlencode 'to=447700900123' --data-urlencode 'message=Your order is ready' -d sender=SHOP
