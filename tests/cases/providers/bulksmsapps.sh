curl 'http://www.bulksmsapps.example/api/apismsv2.aspx?apikey=80ee7353-f83d&sender=SANDSS&number=9999XXXXXX&message=TestSingleMessage'
