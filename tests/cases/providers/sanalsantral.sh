curl -X POST https://sms.sanalsantral.example:9588/sms/create \
-H "Content-Type: application/json" \
-H "X-Customer-Company-ID: 123" \
-H "X-Entegrator-Company-ID: 456" \
-H "Authorization: Basic dXNlcm5hbWU6cGFzc3dvcmQ=" \
-d '{
"type": 1,
"sendingType": 0,
"content": "Merhaba, bu bir test mesajıdır",
"number": 905531450417,
"sender": "SANAL TEST",
"encoding": 1,
"validity": 60
}'
