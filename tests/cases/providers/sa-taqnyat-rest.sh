curl -X POST https://api.tq.example.sa/v1/messages -H 'Authorization: Bearer t' -H 'Content-Type: application/json' -d '{"recipients":[966500000417],"body":"message content","sender":"sender name"}'
