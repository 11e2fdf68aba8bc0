curl -X POST https://a.example.cn/sms --data-urlencode "手机号=13800138000" --data-urlencode "内容=您的验证码是1234" -d "签名=ACME"
