curl -X POST https://api.example.net/push -H 'Authorization: Bearer t' -H 'Content-Type: application/json' -d '{"from":"ACME","messages":{"447700900123":"Your parcel is here"}}'
