curl -X POST https://a.example.com/v4 -d "From=+14155238886" -d "To=+14155550123" --data-urlencode "Body=Hi there" -d MediaUrl=https://x.y/z.png -d MessagingServiceSid=MG0000000000000000
