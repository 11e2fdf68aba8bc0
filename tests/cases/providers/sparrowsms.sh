curl -s http://api.sparrowsms.com/v2/sms/ -F token='Nje6mDeQ4M' -F from='Demo' -F to='9851000000,9841000000' -F text='SMS Message to be sent'
