curl 'http://127.0.0.1:9501/api?action=sendmessage&username=admin&password=abc123&recipient=06203105366&messagetype=SMS:TEXT&messagedata=Hello+World'
