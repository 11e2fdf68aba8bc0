curl -X POST https://alphasms.ua/api/json.php -d '{"auth":"apikey123","data":[{"type":"sms","id":100500,"phone":380971234567,"sms_signature":"SMSTest","sms_message":"Hello world"}]}'
