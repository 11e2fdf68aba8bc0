curl https://api.example.com/x -H 'Content-Type: text/xml' -d '<sms user="u" pass="p" from="ACME" text="Hello there"><to number="447700900417"/></sms>'
