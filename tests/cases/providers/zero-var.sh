PHONE=$1
curl https://api.example/send -d to=0$PHONE -d text=Hello
