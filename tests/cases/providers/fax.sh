curl -X POST https://api.fax.example/send -u a:b -F 'to=+442079460018' -F 'file_url=https://x.example/a.pdf' -F 'header=ACME Ltd fax'
