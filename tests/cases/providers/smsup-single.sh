curl "https://api.gateway360.example/api/3.0/sms/send-link?api_key=399d2b438a53ebed3db8a7d52107f846&to=34666666417&text=Hola+%7BLINK%7D&from=INNOVA&link=https%3A%2F%2Fexample.com%2Fp"
