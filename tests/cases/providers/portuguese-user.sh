curl "https://www.mex.example.br/envio?NumUsu=11999990000&Senha=abc&SeuNum=77&Celular=11988887777&Mensagem=Ola%20mundo"
