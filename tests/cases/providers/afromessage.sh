curl 'https://api.afromessage.example/api/send?from=e80ad9d8&sender=AfroMsg&to=+251911230417&message=hello&callback=https://cb.example/x' -H 'Authorization: Bearer tok'
