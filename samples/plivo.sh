curl -i --user MAYTVKOTQ4MDG3NJUWOD:dGhpcy1pcy1ub3QtYS10b2tlbg \
    -H "Content-Type: application/json" \
    -d '{"src": "14155550186", "dst": "14155550142", "text": "Hello, your order is on its way!"}' \
    https://api.plivo.com/v1/Account/MAYTVKOTQ4MDG3NJUWOD/Message/
