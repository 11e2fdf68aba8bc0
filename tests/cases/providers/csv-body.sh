curl -X POST https://bulk.example.net/upload -H 'Content-Type: text/csv' --data-binary $'mobile,message\n447700900123,Hello Ann\n447700900124,Hello Bob\n'
