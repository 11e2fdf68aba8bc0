curl -d "address=4155550417&message=oh+hi+there" -u"user:pass" https://api.smsified.example/v1/smsmessaging/outbound/7175550100/requests
