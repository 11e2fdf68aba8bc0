curl 'https://www.sms4.example/cgi-bin/sms_out.pl?handynr=491743333333&user=XYZ&pwd=geheim&kdnr=XY12345&text=0442043504410442&kodierung=ucs'
