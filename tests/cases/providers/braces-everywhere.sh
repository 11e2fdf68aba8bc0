curl -X POST '{{base_url}}/messages' -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{"origin":"{{sender}}","destination":"{{phone}}","content":"{{message}}"}'
