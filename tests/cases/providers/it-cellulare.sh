curl -X POST https://api.example.it/invia -H 'Content-Type: application/json' -d '{"utente":"u","chiave":"k","mittente":"Negozio","cellulare":"3331230417","testo":"Il tuo ordine è pronto"}'
