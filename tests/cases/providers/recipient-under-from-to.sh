curl -X POST https://a.example.com/q -H 'Content-Type: application/json' -d '{"from":{"phoneNumber":"+16505551111"},"to":{"phoneNumber":"+16505552222"},"body":{"content":"Hello there"}}'
