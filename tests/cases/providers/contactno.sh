curl "http://a.example.pk/sms.php?loginId=923001234567&loginPassword=p&Destination=923007654321&Mask=ACME&Message=test&UniCode=0"
