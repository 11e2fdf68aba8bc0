curl -s "https://a.example.in/smsapi?user=u&pass=p&SID=ACME&To=$MOBILE&Msg=$MESSAGE&Type=1"
