curl "http://sms.mx.example/SMSSend?user=username&pass=password&smsto=79236340417&smsfrom=12345&report=7&smsucs2=041704340440043004320441044204320443043904420435"
