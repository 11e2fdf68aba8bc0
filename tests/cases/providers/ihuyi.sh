curl "https://106.ihuyi.com/webservice/sms.php?method=Submit&account=C00000001&password=pw&mobile=13900000000&content=您的验证码是：4567。请不要把验证码泄露给其他人。"
