curl -X POST http://localhost:3000/api/sendText -H 'Content-Type: application/json' -H 'X-Api-Key: k' -d '{"chatId":"12132130417@c.us","text":"Hi there!","session":"default"}'
