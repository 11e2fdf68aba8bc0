curl https://api.example.cn/send --data-urlencode 'yonghu=u' --data-urlencode 'mima=p' --data-urlencode 'shouji=13800000417' --data-urlencode 'neirong=【商店】您的验证码是1234'
