curl "https://api.smsmobileapi.example/sendsms?apikey=YOUR_API_KEY&recipients=+12345670417&message=HelloWorld&sendwa=1&sendsms=1&schedule_timestamp=1735689600"
