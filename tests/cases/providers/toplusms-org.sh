curl -X POST https://toplusms.example/api/send_sms.php -H 'Content-Type: application/json' -d '{
  "api_key": "MUSTERI_API_HASH",
  "title": "NUMARALI",
  "message": "Merhaba, bu bir test mesajıdır",
  "numbers": ["5051230417", "05321234567", "+905551234567"]
}'
