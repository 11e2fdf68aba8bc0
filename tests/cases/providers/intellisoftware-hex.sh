curl 'http://www.intellisoftware.example/smsgateway/sendmsg.aspx?username=MyUsername&password=MyPassword&to=44771010417,44771054321&type=2&hex=00480045004C004C004F'
