curl https://my.fsms.example/api -d Token=tok -d Action=Send -d DestinationAddress=447700900417 -d SourceAddress=ACME --data-urlencode 'Body=Hello there' -d ValidityPeriod=86400
