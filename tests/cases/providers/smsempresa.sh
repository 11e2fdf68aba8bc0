curl -X POST https://api.smsempresa.example.br/v1/send -d '[{"key":"8H3H3H38H3H38H","type":9,"number":11988887417,"msg":"Teste de envio 1"}]' -H 'content-type: application/json'
