curl -X POST https://api.smsdev.com.br/v1/send -H 'Content-Type: application/json' -d '{"key":"SUA_CHAVE_KEY","type":9,"number":11988887777,"msg":"Teste de envio","refer":"11977776666"}'
