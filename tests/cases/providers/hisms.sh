curl "https://www.hisms.ws/api.php?send_sms&username=966500000009&password=123&numbers=966500000000&sender=ADV&message=hello%20you&date=2027-1-30&time=24:01"
