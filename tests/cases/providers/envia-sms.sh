curl 'https://envia-sms.example/api/sms/enviar?plantilla=12&var_nombre=Maria&numero=52,5589520028&token=a8f3c1d9e2b74f60'
