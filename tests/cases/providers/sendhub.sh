curl -X POST "https://api.sendhub.com/v1/messages/?username=5551234567&api_key=APIKEY" -H 'Content-Type: application/json' -d '{"contacts":["+16505551234"],"text":"Testing"}'
