curl "https://api.latin.example.cl/enviar?usuario=u&clave=c&destino=56912340417&texto=Hola+Juan&remitente=TIENDA"
