curl "https://api.example.com/s?k=8f7e6d5c4b3a2918&numbers=447700900417|447700900418&msg=Hi+all&from=ACME"
