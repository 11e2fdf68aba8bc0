curl https://gw.example.org/send/447700900123/Hello%20from%20path%20land?key=abc
