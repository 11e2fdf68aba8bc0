curl https://api.example.com/x -H 'Content-Type: text/xml' -d '<request><sms><key>MYKEY</key><name>Ann</name><phone>447700900417</phone><sender>ACME</sender><text>Hello there</text></sms></request>'
