curl "http://gw.example/http?key=ABCD1234EFGH&mno=#MOBILE#&txt=#MESSAGE#&sid=SHOPIN"
