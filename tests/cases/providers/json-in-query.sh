curl -G https://gw.example.com/send --data-urlencode 'payload={"phones":["+447700900123"],"txt":"Hello there"}' -d auth=k
