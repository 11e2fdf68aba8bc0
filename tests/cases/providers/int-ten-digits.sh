curl -X POST https://api.example.com/mt -H 'Authorization: Token ab12' -H 'Content-Type: application/json' -d '{"msisdn":4512340417,"text":"Din pakke er klar","sender":"Butik"}'
