curl "https://www.mosms.example/se/sms-send.php?username=u&password=p&customsender=Butik&nr=0701230417&type=text&data=Hej%20v%C3%A4rlden"
