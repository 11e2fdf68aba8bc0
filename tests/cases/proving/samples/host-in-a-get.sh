curl 'https://sms.example/s?to=14155550100&text=Hello+you' -H 'X-K: 1' -H 'Host: api.example:8443'
