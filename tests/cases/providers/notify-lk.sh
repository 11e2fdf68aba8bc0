curl "https://app.notify.lk/api/v1/send?user_id=10001&api_key=kk&sender_id=NotifyDEMO&to=94771234567&message=Test"
