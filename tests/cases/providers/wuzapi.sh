curl -X POST -H 'Token: 1234ABCD' -H 'Content-Type: application/json' --data '{"Phone":"5491155550417","Body":"Testing one two"}' http://localhost:8080/chat/send/text
