curl https://api.example.com/send -d "usr=<USERNAME>&pwd=<PASSWORD>&src=<SENDER_ID>&dst=<MOBILE_NUMBER>&txt=<MESSAGE>"
