curl -X POST https://a.example.com/v4 -d "From=whatsapp:+14155238886" -d "To=whatsapp:+14155550123" --data-urlencode "Body=Hi there"
