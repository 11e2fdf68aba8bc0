curl "https://api.suresms.com/script/SendSMS.aspx?login=u&password=p&to=+4520202020&text=Hello%20there&from=Sure"
