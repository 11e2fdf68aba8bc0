curl https://api.payamak.example/ersal -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"ferestande":"3000417","girande":"09121110417","matn":"سلام، سفارش شما آماده است"}'
