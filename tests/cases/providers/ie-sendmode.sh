curl -X POST https://rest.sm.example/v2/send -H 'Authorization: AK' -H 'Content-Type: application/json' -d '{"messagetext":"Hello from the API","senderid":"ACME","recipients":["353871234417"]}'
