curl 'https://api.l2t.example/tn/v0/api/api.aspx?fct=sms&key=MYKEY&mobile=21650000417&sms=Hello+World&sender=YYYYYYY&date=21/09/2026&heure=23:59:00'
