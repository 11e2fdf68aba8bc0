curl -X POST http://185.8.212.184/smsgateway/ -d login=LOGIN -d password=PASSWORD --data-urlencode 'data=[{"phone":"998901230417","text":"Sizning kodingiz 1234"}]'
