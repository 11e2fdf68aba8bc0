curl 'https://api.iagentesms.example.br/webservices/http.php?metodo=envio&usuario=USUARIO&senha=SENHA&celular=5199990417&mensagem=TEXTO_DA_MENSAGEM&codigosms=CODIGO'
