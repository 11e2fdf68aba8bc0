curl 'https://app.sms.example.by/api/v1/sendQuickSMS?token=b9c0e6ab15dc&message=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82&phone=375291110417&alphaname_id=0'
