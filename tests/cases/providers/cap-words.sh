curl "https://api.example.com/http?user=USERNAME&pass=PASSWORD&dest=MOBILENUMBER&message=YOUR_MESSAGE&sender=SENDERID"
