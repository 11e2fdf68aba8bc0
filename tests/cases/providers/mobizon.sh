curl -X POST 'https://api.mobizon.kz/service/message/sendsmsmessage?output=json&api=v1&apiKey=kz1234567890' -d 'recipient=77071234567&text=Test+sms+message&from=Mobizon&params[validity]=1440'
