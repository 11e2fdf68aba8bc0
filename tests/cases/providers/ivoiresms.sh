curl "https://ivoiresms.example/api.php?token=8d9f7a6b5c4e3d2f&login=moi&mdp=secret&texte1=Bonjour+Awa&mobile1=0707070417&sender=MAISON&schedule=2026-05-01-08-10&unicode=0&bulk_sms=0&tout=0"
