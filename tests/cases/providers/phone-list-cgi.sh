curl "http://IpOfService/sendsms.cgi?http_username=YouUsername&http_password=YourPassword&phone_list=CustomerNumber&fromphone=NameOfYouService&message=Hello there"
