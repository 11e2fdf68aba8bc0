curl -X POST https://a.example.com/x -H 'Content-Type: application/json' -d '{"mobile":"919900112233","message":"Hello%20there%2C%20welcome","sender":"ACMEIN"}'
