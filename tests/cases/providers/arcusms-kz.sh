curl "https://smsc.example.kz/sys/send.php?login=alex&psw=123&phones=77071230417&mes=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82&charset=utf-8&sender=INFO&cost=3&fmt=3&id=42"
