curl -X POST https://api.example.com/otp/send -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"phone":"+447700900417","length":6,"expiry":300,"brand":"ACME Shop"}'
