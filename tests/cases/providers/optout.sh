curl -X POST https://api.example.com/v1/optouts -H 'X-Key: k' -d 'phone=447700900417' -d 'reason=Customer asked for it'
