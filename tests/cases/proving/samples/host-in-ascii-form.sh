curl https://xn--bcher-kva.example/send -d to=14155550100 -d 'text=Hello you'
