curl "https://bulksms.example.ma/developer/sms/send?token=0A1B2C&tel=&shortcode=BULKSMS&numero=0661230417&sms=Bonjour%20%C3%A0%20tous"
