curl -X POST https://gw.example.org/api/v1/send/447700900123 --data-urlencode "text=Hello from the path"
