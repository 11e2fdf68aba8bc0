curl -X POST https://secure.swift.example/SMS/key -H 'Content-Type: application/json' -d '{"MessageBody":"Hello from Swift","CellNumbers":["14165550417"],"Reference":"r1","SenderId":"12345"}'
