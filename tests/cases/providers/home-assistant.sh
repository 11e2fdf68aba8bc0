curl -X POST http://ha.local:8123/api/services/notify/sms -H "Authorization: Bearer t" -H 'Content-Type: application/json' -d '{"message":"Garage open","target":"+14155550123"}'
