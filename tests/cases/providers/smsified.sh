curl -d "address=4155550112&message=oh+hi+there" -u"demo" https://api.smsified.example/v1/smsmessaging/outbound/7175550108/requests
