curl -d "api_id=C2B0D1F4-AAAA-BBBB-CCCC-000000000000" -d "to[79255070602]=hello+world" -d "json=1" https://sms.example.ru/sms/send
