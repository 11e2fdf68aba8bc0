curl -X POST https://app.smartsmssolutions.com/io/api/client/v1/sms/ -F token=abc -F sender=Acme -F to=2348012345678 -F message="Hello there" -F type=0 -F routing=3 -F ref_id=unique-ref-1234
