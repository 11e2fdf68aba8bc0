curl -X POST "https://verifier.example/api/sms/send/" -F "api_key=мойключ" -F "sms_sender_id=7" -F "phones=+79030000000" -F "body=еще один тест" -F "client_fid=a-12" 
