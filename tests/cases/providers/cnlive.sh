curl -X POST 'http://api.cnlive.example/open/api/CnliveMobile/sendMsg?sp_id=1021&mobile=138xxxxxxxx&content=您的验证码是123456'
