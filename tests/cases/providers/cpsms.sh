curl -X POST https://api.cpsms.dk/v2/send -H "Authorization: Basic dXNlcjprZXk=" -d '{"to":"4512345678", "message": "This is the message text", "from": "CPSMS"}'
