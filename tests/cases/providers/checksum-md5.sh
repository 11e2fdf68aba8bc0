curl "https://a.example.com/send?login=u&to=447700900123&text=Hello&time=1799999999&checksum=5d41402abc4b2a76b9719d911017c592"
