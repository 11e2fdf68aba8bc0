curl -k -u admin:pw -X POST https://192.168.88.1/rest/tool/sms/send -H "content-type: application/json" -d '{"port":"lte1","phone-number":"+37120000417","message":"Router is up"}'
