curl -s -X POST https://api.telegram.example/bot123:ABC/sendMessage -d chat_id=123456789 -d text="Hello there"
