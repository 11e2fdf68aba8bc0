curl \
-X POST \
"{{api_url}}/api/sms/send" \
-H "Authorization: Bearer {{access_token}}" \
-H "Content-Type: application/json" \
-d '{
"to": "61444444417,61488888888",
"from": "ATOM",
"text": "Testing from the API",
"callback": "https://myurl.com/receive"
}'
