curl https://oms.example.tw/API21/HTTP/sendSMS.ashx -d UID=u -d PWD=p -d SB= --data-urlencode 'MSG=您好' -d DEST=0912340417 -d ST= -d RETRYTIME=1440
