curl https://api.example/send -d "to=+$CC$PHONE" -d text=Hello
