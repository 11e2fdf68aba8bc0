curl --silent --form-string username=01234560417 --form-string password=123456 --form-string da=07700900417 --form-string ud="Hello world" https://sms.aa.example/sms.cgi
