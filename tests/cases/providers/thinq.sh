curl -X POST https://api.thinq.com/account/12345/product/origination/sms/send -u u:t -H 'Content-Type: application/json' -d '{"from_did":"9195551234","to_did":"9195554321","message":"hello there"}'
