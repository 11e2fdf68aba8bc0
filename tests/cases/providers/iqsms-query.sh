curl 'http://api.iqsms.example/messages/v2/send/?phone=71234560417&text=test&sender=MediaGramma&login=api_login&password=api_password&statusQueueName=q1&wapurl=wap.yousite.ru/game123'
