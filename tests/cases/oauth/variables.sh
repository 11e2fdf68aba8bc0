TENANT=acme
curl -X POST "https://login.sms.example/$TENANT/oauth2/v2.0/token" \
  -d "client_id=$CLIENT_ID" \
  -d "client_secret=$CLIENT_SECRET" \
  -d "scope=https://api.sms.example/.default" \
  -d grant_type=client_credentials

curl -X POST "https://api.sms.example/v1/messages" \
  -H "Authorization: Bearer $ACCESS_TOKEN" \
  -d "to=+447700900123" -d "from=SHOP" -d "text=Your order is ready"
