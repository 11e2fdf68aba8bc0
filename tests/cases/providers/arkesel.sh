curl "https://sms.arkesel.com/sms/api?action=send-sms&api_key=KEY&to=233544919953&from=SenderID&sms=YourMessage"
