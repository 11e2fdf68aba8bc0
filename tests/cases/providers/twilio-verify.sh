curl -X POST https://verify.twilio.com/v2/Services/VA123/Verifications -u A:B --data-urlencode "To=+15017122661" --data-urlencode "Channel=sms"
