curl https://bulk.example/push -d recipient0=447700900123 -d message0='Hello Ann' -d recipient1=447700900124 -d message1='Hello Bob' -d user=acme
