curl -X POST https://api.example.com/csv -H 'X-Key: k' -H 'Content-Type: text/csv' --data-binary $'msisdn,name,message\n447700900417,Ann,Hello Ann\n447700900418,Bob,Hello Bob'
