# 1. Exchange your credentials for a token
curl -X POST https://api.sms.example/oauth/v3/token \
  -H "Authorization: Basic {{authorization_header}}" \
  -d "grant_type=client_credentials"

# 2. Send
curl -X POST https://api.sms.example/v1/send \
  -H "Authorization: Bearer {{access_token}}" -H "Content-Type: application/json" \
  -d '{"address": "tel:+447700900123", "senderAddress": "tel:+447700900001", "message": "Your order is ready"}'
