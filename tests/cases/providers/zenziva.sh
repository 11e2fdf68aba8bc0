curl -X POST https://console.zenziva.net/reguler/api/sendsms/ -d "userkey=abc&passkey=def&to=08123456789&message=Halo apa kabar"
