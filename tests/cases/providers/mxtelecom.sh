curl "http://sms.mx.example/SMSSend?user=username&pass=password&smsfrom=12345&smsto=447712340417&smsmsg=Test+EUR&report=7"
