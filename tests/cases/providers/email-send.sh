curl -X POST https://api.mail.example/v3/send -H 'Authorization: Bearer k' -H 'Content-Type: application/json' -d '{"from":"a@b.example","to":"c@d.example","subject":"Hi","text":"Hello there"}'
