curl -X POST http://192.168.0.1/api/sms -d 'phonenum=%2B4915112345678&smsbody=Reboot done&session=abc'
