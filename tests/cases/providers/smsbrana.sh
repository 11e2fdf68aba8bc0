curl "https://api.smsbrana.cz/smsconnect/http.php?login=u&password=p&action=send_sms&number=731254786&message=Text+zpravy"
