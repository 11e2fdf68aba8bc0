curl -X POST https://api.example.com/sms/group -d api_key=K1 -d 'group_id=1,2,3' -d from=SHOP --data-urlencode 'content=Have a nice day'
