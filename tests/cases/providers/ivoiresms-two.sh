curl "https://ivoiresms.example/api.php?token=8d9f7a6b5c4e3d2f&texte1=Bonjour+Awa&mobile1=0707070417&texte2=Bonsoir+Koffi&mobile2=0505050417"
