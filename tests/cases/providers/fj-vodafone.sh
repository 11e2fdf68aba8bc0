curl "http://gw.example.fj/SendSMS?UserName=u&Password=p&Sender=2020&MSISDN=6799230417&Text=Bula"
