curl -X POST https://api.c3ntro.example/sms/send -d user=u -d password=p -d shortcode=26262 -d msisdn=5215512340417 --data-urlencode "message=Tu código es 1234" -d carrier=telcel
