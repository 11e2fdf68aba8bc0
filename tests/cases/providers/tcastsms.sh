curl 'http://203.0.113.7:8080/sendsms?username=username-anda&password=password-anda&type=0&dlr=1&destination=6283812345678&source=TOKOKITA&message=isi-pesan-anda'
