curl --request POST \
  --url https://app.famulor.example/api/user/sms \
  --header 'Authorization: Bearer <token>' \
  --header 'Content-Type: application/json' \
  --data '
{
  "from": 123,
  "to": "<string>",
  "body": "<string>"
}
'
