# 1. Get a token
curl --request POST \
  --url https://tenant.eu.auth.example/oauth/token \
  --header 'content-type: application/json' \
  --data '{"client_id":"aB3dE5gH7jK9","client_secret":"Zx-c_v8Bn4Mq","audience":"https://api.sms.example/","grant_type":"client_credentials"}'

The response holds the token:

{
  "access_token": "eyJz93a...k4laUWw",
  "scope": "sms",
  "expires_in": 86400,
  "token_type": "Bearer"
}

# 2. Use it
curl --request POST \
  --url https://api.sms.example/v2/send \
  --header 'authorization: Bearer eyJz93a...k4laUWw' \
  --header 'content-type: application/json' \
  --data '{"recipient":"+447700900123","message":"Your order is ready","sender":"SHOP"}'
