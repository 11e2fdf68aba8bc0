curl "https://api.smsb.example.com.au/api-adv.php?username=u&password=p&to=0412340417&from=MyBrand&message=Hello%20World&ref=112233&maxsplit=5&delay=0"
