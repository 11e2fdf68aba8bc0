curl -X POST https://sms.ocatelkom.example/api/v1/sms -H 'Authorization: Bearer abc' -H 'Content-Type: application/json' -d '{"phone": "081255xxxxxx", "message": "OCA Message"}'
