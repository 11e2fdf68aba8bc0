curl "https://api.example.fr/envoi?cle=abc&exp=Boutique&dest=0612340417&texte=Votre%20colis%20est%20arriv%C3%A9"
