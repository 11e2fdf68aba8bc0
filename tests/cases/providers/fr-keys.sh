curl https://api.example.fr/envoi -d 'cle_api=abc123' -d 'nom_expediteur=BOUTIQUE' -d 'numero_destinataire=0612340417' --data-urlencode 'contenu_message=Votre colis est arrivé'
