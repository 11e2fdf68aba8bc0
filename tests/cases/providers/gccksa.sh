curl --location 'https://sms.gccksa.com/v1/sms' --header 'Authorization: Bearer xxxx' --header 'Content-Type: application/json' --data '{"numbers": "xxxx,xxxx", "message": "xxxx"}'
