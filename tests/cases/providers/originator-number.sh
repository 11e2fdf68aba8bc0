curl -X POST https://api.example.com/v2/messages -u k:s -H 'Content-Type: application/json' -d '{"source_number":"+12025550100","destination_number":"+12025550417","message_body":"Lunch?"}'
