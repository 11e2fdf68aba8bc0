curl "https://smsc.ru/sys/send.php?login=alex&psw=123&phones=79999999999&mes=Привет&charset=utf-8"
