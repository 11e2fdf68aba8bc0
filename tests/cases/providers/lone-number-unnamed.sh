curl "https://a.example.com/q?a1=447700900123&a2=Hello%20there%20friend&k=abc"
