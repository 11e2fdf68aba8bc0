curl -X POST http://gw.local/api/publish -H 'X-Key: k' -H 'Content-Type: application/json' -d '{"topic":"sms/send","payload":{"number":"+4798765417","text":"Water leak"},"qos":1}'
