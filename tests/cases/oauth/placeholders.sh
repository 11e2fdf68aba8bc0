curl -X POST https://api.sms.example/oauth/token -u '<client id>:<client secret>' -d grant_type=client_credentials

curl https://api.sms.example/sms/2/send -H 'Authorization: Bearer <access token>' \
  -H 'Content-Type: application/json' \
  -d '{"messages": [{"from": "SHOP", "destinations": [{"to": "447700900123"}], "text": "Your order is ready"}]}'
