curl -u api:key-d609b769db914a4d959bae3414ed1f7X http://sms-api.luosimao.com/v1/send.json -d 'mobile=13800138000&message=验证码:286221【铁壳测试】'
