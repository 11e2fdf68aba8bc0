curl "https://api.smsbroadcast.com.au/api-adv.php?username=u&password=p&to=0400111222,0400222333&from=MyCompany&message=Hello%20World&ref=112233&maxsplit=5&delay=15"
