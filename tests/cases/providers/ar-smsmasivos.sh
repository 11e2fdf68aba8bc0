curl "http://servicio.smsm.example.ar/enviar_sms.asp?API=1&TOS=1155550417&TEXTO=Hola+mundo&USUARIO=U&CLAVE=C&TEST=0"
