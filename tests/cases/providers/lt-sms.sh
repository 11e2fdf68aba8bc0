curl 'https://sms.example.lt/siusti?vartotojas=demo&slaptazodis=abc&gavejas=37061234567&siuntejas=Parduotuve&zinute=Jusu+uzsakymas+paruostas'
