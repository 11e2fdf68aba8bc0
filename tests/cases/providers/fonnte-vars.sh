curl -X POST https://api.fonnte.example/send -H 'Authorization: TOKEN' --data-urlencode 'target=08123450417|Fonnte|Admin' --data-urlencode 'message=test message to {name} as {var1}' -d countryCode=62
