curl -X POST https://api.example.com/v1/calls -u a:b -d 'To=+14155550417' -d 'From=+14155550100' -d 'Url=http://demo.example.com/docs/voice.xml'
