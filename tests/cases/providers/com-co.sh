curl https://api.ejemplo.com.co/sms -H 'X-Token: t' -H 'Content-Type: application/json' -d '{"celular":"3001230417","mensaje":"Su cita es mañana"}'
