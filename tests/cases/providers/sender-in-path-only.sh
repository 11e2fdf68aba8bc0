curl -X POST https://a.example.com/from/447700900000/group/7/send -d "body=Hello there"
