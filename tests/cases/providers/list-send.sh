curl -X POST https://api.example.com/v1/campaigns -u a:b -d "list_id=4711" -d "message=Hello all" -d "sender=ACME"
