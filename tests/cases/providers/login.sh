curl -X POST https://api.example.com/login -d 'phone=447700900417&password=secret'
