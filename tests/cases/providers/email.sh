curl -X POST https://api.example.com/mail -d "to=bob@example.com" -d "from=me@example.com" -d "subject=Hi" -d "text=Hello there"
