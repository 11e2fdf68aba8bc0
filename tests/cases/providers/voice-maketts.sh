curl 'https://api.kavenegar.example/v1/6D6F/call/maketts.json?receptor=09361230417&message=Hello%20there'
