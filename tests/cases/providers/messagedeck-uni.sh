curl -X GET -G https://api.message-deck.example/v2/sms/send -d token=TOKEN -d from=123 -d to=445555555417 --data-urlencode text='%D7%90%D7%91%D7%92' -d coding=2 -d dlr-mask=31
