curl --location --request POST 'https://api.msg91.com/api/v2/sendsms' \
--header 'authkey: 390157AqLmWz7R64f0a1b2P1' \
--header 'Content-Type: application/json' \
--data-raw '{
  "sender": "BISTRO",
  "route": "4",
  "country": "91",
  "sms": [
    { "message": "Your table for two is booked.", "to": [ "9810004417", "9810004418" ] }
  ]
}'
