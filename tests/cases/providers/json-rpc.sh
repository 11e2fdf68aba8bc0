curl -X POST https://rpc.example.com/ -H 'Content-Type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"send_sms","params":{"to":"+447700900123","message":"Hello from rpc","sender":"ACME"}}'
