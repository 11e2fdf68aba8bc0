curl "http://192.168.5.150/cgi/WebCGI?1500101=account=apiuser&password=apipass&port=1&destination=10086&content=Hello+there"
