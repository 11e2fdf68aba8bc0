curl "http://127.0.0.1:8800/?PhoneNumber=%2B447700900417&Text=this+is+a+test&User=u&Password=p&Sender=ACME&InfoCharCounter=&PID=&DCS=&Submit=Submit"
