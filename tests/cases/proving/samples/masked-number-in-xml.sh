curl https://sms.example/x -H 'Content-Type: text/xml; charset=utf-8' -d '<a:r xmlns:a="urn:a"><a:to>91XXXXXXXXXX</a:to><a:text>Hello you</a:text></a:r>'
