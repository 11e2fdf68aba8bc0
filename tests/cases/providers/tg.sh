curl -X POST "https://api.telegram.org/bot123:abc/sendMessage" -d chat_id=123456789 -d text="Hello there"
