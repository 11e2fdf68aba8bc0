curl 'https://www.sms4.example/cgi-bin/sms_out.pl?handynr=491743333333&user=XYZ&pwd=geheim&kdnr=XY12345&text=hier+k%F6nnte+der+Text+stehen&tarif=1&absender=Der-Peter&sendezeit=202605011354'
