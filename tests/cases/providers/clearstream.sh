curl -X POST https://api.getclearstream.com/v1/messages/single -H 'X-Api-Key: k' -d 'to=+15552223333' -d 'message_header=Acme' -d 'message_body=Hello there, friend'
