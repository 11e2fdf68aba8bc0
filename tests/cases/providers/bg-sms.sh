curl 'https://api.example.bg/mt/send?sid=2&id=44&msisdn=359888123456&service_number=1234&text=Zdravei&priority=1'
