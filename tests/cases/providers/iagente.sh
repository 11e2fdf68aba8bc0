curl "https://www.iagentesms.com.br/webservices/http.php?metodo=envio&usuario=email&senha=minhasenha&celular=5199999999&mensagem=Sua+mensagem+aqui&codigosms=1"
