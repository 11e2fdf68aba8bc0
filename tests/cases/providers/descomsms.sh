curl https://api.descomsms.example/api/sms/send -H "Content-Type: application/json" -H "DSMS-User: poner_aqui_el_usuario" -H "DSMS-Pass: poner_aqui_el_password" -X POST --data '
{
    "messages": [
        {
            "to": [
                "666660417"
            ],
            "text": "test",
            "senderID": "Info"
        }
    ]
}
'
