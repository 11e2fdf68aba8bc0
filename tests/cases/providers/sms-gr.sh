curl "https://easysms.example.gr/api/sms/send?key=apikey9x&to=306900000417&from=Shop&text=%CE%9A%CE%B1%CE%BB%CE%B7%CE%BC%CE%AD%CF%81%CE%B1&type=json"
