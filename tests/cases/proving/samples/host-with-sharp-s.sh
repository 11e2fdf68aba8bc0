curl https://straße.example:8443/send -d to=14155550100 -d 'text=Hello you'
