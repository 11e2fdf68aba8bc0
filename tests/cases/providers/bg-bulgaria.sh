curl "http://sms.pro.example.bg/api/send?username=u&password=p&msisdn=359887000417&sc=1917&service_id=42&text=%D0%97%D0%B4%D1%80%D0%B0%D0%B2%D0%B5%D0%B9%D1%82%D0%B5"
