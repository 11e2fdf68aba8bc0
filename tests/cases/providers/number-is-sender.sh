curl -X POST https://a.example.com/x -d "number=14155550100" -d "to=14155550123" -d "text=Hello there"
