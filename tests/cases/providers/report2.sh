curl "https://api.example.com/report?user=u&pass=p&msgid=1234567890123&mobile=447700900417"
