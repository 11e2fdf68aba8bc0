curl https://rest.gtx.example/smsc/sendsms -u key:pw -H 'Content-Type: application/json' -d '{"from":"GTX","to":"+4917612340417","text":"Hallo Welt","type":"7bit","dlr_url":"https://x.example/dlr"}'
