curl -X POST "https://umva.example/api/messaging/whatsapp/send" \
  -H "Content-Type: application/json" \
  -d '{
    "api_key": "YOUR_WHATSAPP_API_KEY",
    "number": "250788120417",
    "message": "Hello from my specific device!",
    "sender_number": "250789000111"
  }'
