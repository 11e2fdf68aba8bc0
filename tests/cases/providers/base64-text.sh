curl -X POST https://api.example.com/send -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"to":"447700900417","encoding":"base64","message":"SGVsbG8sIHlvdXIgb3JkZXIgaXMgcmVhZHk="}'
