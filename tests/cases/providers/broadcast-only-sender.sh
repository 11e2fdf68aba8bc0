curl -X POST https://api.example.com/broadcast -d "from=447700900123" -d "text=Hello all" -d "group=vip"
