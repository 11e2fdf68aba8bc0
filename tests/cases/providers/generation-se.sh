curl "https://api.generics.example.se/sms/send?username=u&password=p&from=Foretag&to=0701740417&message=Hej%20d%C3%A4r&type=text&dlrurl="
