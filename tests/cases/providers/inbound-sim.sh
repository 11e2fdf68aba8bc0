curl -X POST https://me.example/inbound -d 'From=+447700900417' -d 'Body=STOP'
