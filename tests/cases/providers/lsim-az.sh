curl "http://apps.lsim.example/quicksms/v1/send?login=demo&msisdn=994501230417&text=Salam+dunya&sender=ACME&key=5f4dcc3b5aa765d61d8327deb882cf99&unicode=false"
