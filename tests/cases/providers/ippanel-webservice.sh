curl --location 'https://edge.ippanel.example/v1/api/send' \
--header 'Content-Type: application/json' \
--header 'Authorization: YOUR_TOKEN_HERE' \
--data '{
"sending_type": "webservice",
"from_number": "+983000505",
"message": "متن پیام",
"params": {
"recipients": [
"+989120000417",
"+989350000000"
]
},
"send_time": "2025-03-12 21:20:02"
}'
