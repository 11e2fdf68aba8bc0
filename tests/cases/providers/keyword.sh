curl -X POST https://api.example.com/keywords -H 'X-Key: k' -d 'keyword=SALE&reply=Thanks for joining our list&shortcode=88202'
