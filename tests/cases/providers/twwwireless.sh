curl "https://webservices.tww.example.br/reluzcap/wsreluzcap.asmx/EnviaSMS?NumUsu=meu&Senha=xyz&SeuNum=1234&Celular=5511999990417&Mensagem=Teste"
