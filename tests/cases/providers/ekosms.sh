curl "https://api.ekosms.example/bulksms?username=compte&password=motdepasse&serviceid=12&phonenumber=237677000417&message=Bonjour%20Monsieur&sender=EKO&msgtype=text&dlr=1"
