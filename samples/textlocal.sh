curl https://api.textlocal.in/send/ \
     --data-urlencode 'apikey=bm90LWEtcmVhbC1rZXk' \
     --data-urlencode 'numbers=918123456789' \
     --data-urlencode 'sender=BISTRO' \
     --data-urlencode 'message=Table 7 is ready & your drinks are on the house'
