curl "https://ws.jetsms.com.tr/SMS-Web/HttpSmsSend?Username=u&Password=p&Msisdns=5321234567&Messages=Deneme&TransmissionID=SIRKET"
