curl -X POST https://api.hlr.example/v1/lookup -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"msisdn":"447700900417","callback":"https://me.example/cb"}'
