curl "https://api.mensatek.com/v7/EnviarSMS?Correo=me@example.com&Passwd=secreta&Remitente=Tienda&Destinatarios=34666666666&Mensaje=Su+pedido+esta+listo&Resp=JSON"
