curl "https://api.unisender.com/ru/api/sendSms?format=json&api_key=KEY&phone=79092020303&sender=Me&text=Simple+text"
