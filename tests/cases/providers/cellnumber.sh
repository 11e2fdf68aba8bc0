curl -X POST https://a.example.za/v1 -H 'Content-Type: application/json' -d '{"accountNumber":"27111111111","cellNumber":"27820000001","messageContent":"Statement ready"}'
