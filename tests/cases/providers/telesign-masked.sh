curl -X POST https://rest-api.telesign.example/v1/messaging -d phone_number=XXXXXXXX -d message="You have a dentist appointment at 2:15pm" -d message_type="ARN" -u "CUSTOMER_ID":"API_KEY" 
