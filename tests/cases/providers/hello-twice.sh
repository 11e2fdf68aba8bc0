curl -X POST https://a.example.com/q -d "from=Hello world" -d "to=447700900123" -d "text=Hello world"
