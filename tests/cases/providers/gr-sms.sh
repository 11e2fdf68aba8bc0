curl 'https://easysms.example.gr/api/sms/send?key=0a1b2c3d4e5f&text=Kalimera&from=MyShop&to=306912345678&type=json'
