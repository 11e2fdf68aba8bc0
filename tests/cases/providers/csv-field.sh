curl -X POST https://api.example.com/bulk -d user=u -d pass=p --data-urlencode $'data=447700900417,Hello Ann\n447700900418,Hello Bob'
