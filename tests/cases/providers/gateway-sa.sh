curl 'http://www.sms.gateway.example/api/sendsms.php?username=@user&password=@pass&message=test&numbers=@mobile&sender=@sender&unicode=e&Rmduplicated=1&return=xml'
