curl -v -X PUT -H "X-Auth-Token: {AUTH_TOKEN}" -d '{"data": {"from": "+15551112222", "to": "+15552221111", "body": "wave if you received this"}}' http://{SERVER}:8000/v2/accounts/{ACCOUNT_ID}/sms
