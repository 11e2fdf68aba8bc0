curl -X POST 'https://api.example.com/rows?key=8f7e6d5c4b3a2918' --data-binary $'447700900417;ACME;Hello Ann\n447700900418;ACME;Hello Bob\n447700900419;ACME;Hello Cy\n'
