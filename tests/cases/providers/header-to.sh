curl -X POST https://gw.example/push -H 'X-Api-Key: 9c8b' -H 'X-Recipient: +61412340417' -H 'X-Sender: ACME' -H 'Content-Type: text/plain' -d 'Your booking is confirmed'
