TOKEN=$(curl -s https://auth.sms.example/oauth/token -d grant_type=client_credentials -d client_id=shop-114 -d client_secret=q8Zt40LmX2 | jq -r .access_token)
curl "https://api.sms.example/v1/send?access_token=$TOKEN" -d to=447700900123 -d 'text=Your order is ready'
