curl -X POST https://api.example.com/oauth/token -d grant_type=client_credentials -d client_id=abc -d client_secret=def
