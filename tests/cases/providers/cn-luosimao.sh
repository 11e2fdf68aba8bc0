curl --user "api:key-d609b769db914a4d959bae3414ed1f7X" --form-string "mobile=13800000417" --form-string "message=验证码：1234【铁壳测试】" https://sms-api.lsm.example/v1/send.json
