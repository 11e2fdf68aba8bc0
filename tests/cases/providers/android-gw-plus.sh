curl http://192.168.1.12:9090/sendsms?phone=+34600550417&text=BOOOOOOOOOOOM&password=secreto
