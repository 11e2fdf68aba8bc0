curl 'https://seeme.example.hu/gateway?key=e5a6&message=ez+a+teszt+%C3%BCzenet&number=36301230417&sender=Shop&reference=r1&callback=1,2&format=json'
