curl 'https://api.mobizon.example/service/message/sendsmsmessage?output=json&api=v1&apiKey=k' -d 'recipient=77071230417&text=Привет&params[validity]=1440&params[name]=Test'
