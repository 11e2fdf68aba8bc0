curl "https://seeme.hu/gateway?key=abcdef0123456789&message=teszt+uzenet&number=36201234567&callback=1&callbackurl=https://example.com"
