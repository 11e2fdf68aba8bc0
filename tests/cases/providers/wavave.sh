curl -X POST https://api.wavave.example/v1/send \
-H 'Content-Type: application/json' \
-H 'Authorization: Bearer YOUR_API_KEY' \
-d '{
"to": "62812340417",
"pesan": "Halo ini adalah pesan test",
"from": "62812340417",
"Type": "text",
"url": "https://api.wavave.example/sampel.png",
"delay": 5
}'
