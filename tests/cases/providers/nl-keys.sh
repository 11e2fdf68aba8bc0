curl https://api.example.nl/v1 -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"afzender":"WINKEL","telefoonnummer":"0612340417","bericht":"Uw bestelling is onderweg"}'
