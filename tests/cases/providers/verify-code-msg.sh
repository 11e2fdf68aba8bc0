curl -X POST https://api.example.com/verify -d 'api_key=k&number=447700900417&brand=AcmeInc&workflow_id=6'
