curl https://api.sms.example.cn/sms/ -d ac=send -d uid=test -d pwd=fa246d0262c3925617b0c72bb20eeb1d -d template=100006 -d mobile=13800000417 --data-urlencode 'content={"code":"123456"}'
