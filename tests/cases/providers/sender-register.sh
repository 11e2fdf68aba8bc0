curl -X POST https://api.example.com/v1/senders -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"sender":"ACME","purpose":"Order updates for our customers","contact_phone":"+447700900417"}'
