curl -X POST https://api.example.com/v2/dispatch -u "$USER_ID:$SECRET" -d "a=$RECIPIENT_NUMBER" --data-urlencode "b=$MESSAGE_TEXT" -d "c=$SENDER"
