curl -X POST https://api.textbee.dev/api/v1/gateway/devices/DEVICE_ID/send-sms -H 'x-api-key: k' -H 'Content-Type: application/json' -d '{"recipients":["+251912345678"],"message":"Hello World!"}'
