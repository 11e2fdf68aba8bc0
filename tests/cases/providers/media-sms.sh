curl "https://www.example.jp/api/" -d username=user0417 -d password=pw -d mobilenumber=09012340417 --data-urlencode 'smstext=認証コードは 4471 です' -d smsid=20261224001 -d status=1 -d method=0
