curl "https://api.profisms.cz/?CTRL=sms&_login=u&_service=general&_password=abc&msisdn=420603123456&text=Dobry%20den&source=Firma"
