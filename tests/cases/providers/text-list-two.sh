curl https://api.example.com/bulk -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"msgs":[{"to":"447700900417","txt":"Hi Ann"},{"to":"447700900418","txt":"Hi Bob"}]}'
