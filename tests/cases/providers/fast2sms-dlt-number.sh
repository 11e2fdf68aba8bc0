curl -X GET 'https://www.fast2sms.example/dev/bulkV2?authorization=k3y91aaZZ09&sender_id=SHOPIN&message=111841&variables_values=Rahul|8888&route=dlt&numbers=9999999999'
