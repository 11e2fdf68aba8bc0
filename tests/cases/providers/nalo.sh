curl "https://sms.nalosolutions.com/smsbackend/clientapi/Resl_Nalo/send-message/?key=ab(cd&type=0&destination=233XXXXXXXXX&dlr=1&source=NALO&message=This+is+a+test+from+Mars"
