curl https://api.example.pt/enviar -H 'chave: k1' -H 'Content-Type: application/json' -d '{"remetente":"LOJA","telemovel":"912340417","mensagem":"A sua encomenda chegou"}'
