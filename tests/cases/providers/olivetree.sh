curl --location --request POST 'http://gw.example/v1/send-sms?apiClientID=605&key=SLn4VDUnPomPj&secret=Igp0D4Yy6BDk6riKHDl4&txtMessage=this is a message&MSISDN=254712000417&serviceID=1'
