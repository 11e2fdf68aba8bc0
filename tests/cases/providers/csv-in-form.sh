curl -X POST https://gw.example.com/csv -d user=u --data-urlencode $'rows=447700900123,Hello Ann\n447700900124,Hello Bob'
