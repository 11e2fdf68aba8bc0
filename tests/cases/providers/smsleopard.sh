curl -G "https://api.smsleopard.com/v1/sms/send" -d "username=k" -d "password=s" --data-urlencode "message=Hello Wanjiku" -d "destination=254712345678" -d "source=Akiba"
