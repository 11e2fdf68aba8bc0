curl -X POST https://api.example.com/numbers -u a:b -d 'PhoneNumber=+447700900417' -d 'FriendlyName=My support line'
