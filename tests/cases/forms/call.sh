curl -u 'joe:s3cret' 'https://api.example.com/v1/sms?unicode=1' -H 'Content-Type: application/json' -H 'X-Id: 7' --data-raw '{"to": "447700900123", "text": "Caf\u00e9 \"9\" & more", "from": "ACME"}'
