First request an access token with your client ID and secret:

    curl -X POST "https://login.sms.example/auth/realms/sms/protocol/openid-connect/token" \
      -H "Content-Type: application/x-www-form-urlencoded" \
      -d "grant_type=client_credentials" \
      -d "client_id=shop-114" \
      -d "client_secret=q8Zt40LmX2"

Then send your message with the token. Tokens are valid for five minutes.

    curl -X POST "https://api.sms.example/messaging/sms" \
      -H "Authorization: Bearer {access_token}" \
      -H "Content-Type: application/json" \
      -d '{"to": "+447700900123", "from": "SHOP", "content": "Your order is ready"}'
