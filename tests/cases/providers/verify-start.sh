curl -X POST https://verify.example.com/v2/Services/VA1/Verifications --data-urlencode "To=+14155550417" --data-urlencode "Channel=sms" -u AC1:t
