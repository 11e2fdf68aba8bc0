curl 'http://127.0.0.1:1401/send?username=foo&password=bar&to=98700177&coding=8&hex-content=0623064406330644'
