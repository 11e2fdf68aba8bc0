curl -X POST "https://smsmisr.com/api/SMS/?environment=1&username=u&password=p&language=2&sender=b611afb996655a94c8e942a823f1421de42bf8335d24ba1f84c437b2ab11ca27&mobile=201012345678&message=مرحبا بك"
