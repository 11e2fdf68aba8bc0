curl -u "me@example.com:api_key" "https://gate.smsaero.ru/v2/sms/send?number=79990000000&text=your+text&sign=SMS+Aero"
