curl 'https://e-bulksms.example/api/sendsms?apikey=xxxxxxxxxxx&type=1&mno=44897373417&sid=ACME&message=Hello%20all&dcs=0'
