curl https://api.example.com/csv -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"sender":"ACME","rows":"+447700900417,\"Hello, Ann\"\n+447700900418,\"Hello, Bob\""}'
