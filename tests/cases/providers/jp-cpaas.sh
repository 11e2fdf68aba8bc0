curl https://www.cpaas.example.jp/send -d securitycode=ab12 -d accesskey=k1 -d 'to=819012340417' -d mobilenumber= --data-urlencode 'smstext=認証コード: 1234'
