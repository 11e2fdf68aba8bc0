curl 'http://smsapi.example.be/nl/api/sms' \ 
    -d  api_key=API_KEY \ 
    -d api_secret=API_SECRET \ 
    -d to=YOUR_NUMBER \ 
    --data-urlencode "content=Have a nice day." \ 
    -d from=SMSAPI_NUMBER
