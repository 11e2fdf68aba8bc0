curl "https://api.kmb.example.br/?modo=envio&empresa=EMP&usuario=usr&senha=123&telefone=&celular=11987650417&mensagem=Sua+fatura+chegou&codigo=9981"
