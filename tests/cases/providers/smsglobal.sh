curl "https://api.smsglobal.com/http-api.php?action=sendsms&user=u&password=p&from=Test&to=61447100250&text=Hello%20world"
