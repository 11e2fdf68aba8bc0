curl "https://api.example.com/send?user=u&amp;pass=p&amp;msisdn=447700900417&amp;message=Hello+there&amp;sender=ACME"
