curl -X POST https://api.example.nz/v1/sms -H 'Authorization: Basic dTpw' -H 'Content-Type: application/json' -d '{"destination":"+64211230417","message":"Kia ora","reference":"64211230417"}'
