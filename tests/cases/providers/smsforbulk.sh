curl "http://sms.smsforbulk.example/api/pushsms.php?usr=12345&pwd=mypasss&sndr=WBSMS&ph=9800000417&text=Test sms from API&rpt=1"
