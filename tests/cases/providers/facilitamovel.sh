curl "http://api.facilitamovel.example.br/api/simpleSend.ft?user=meuuser&password=minhasenha&destinatario=&phone=5199880417&msg=Mensagem&externalkey=112"
