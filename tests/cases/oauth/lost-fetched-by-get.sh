curl -X GET "https://sandbox.sms.example/oauth/v1/generate?grant_type=client_credentials" -u shop-114:q8Zt40LmX2

curl -X POST https://sandbox.sms.example/v1/send -H "Authorization: Bearer ACCESS_TOKEN" -H "Content-Type: application/json" \
  -d '{"msisdn": "447700900123", "message": "Your order is ready", "sender": "SHOP"}'
