curl https://sms.ru.example/sms/send -d 'api_id=A3CA597E-3ACF-4E7D-82EE-CF82B52B1A8B' -d 'to=79255070417,74993221627' --data-urlencode 'msg=hello world' -d json=1 -d test=1
