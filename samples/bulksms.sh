curl -X POST https://api.bulksms.com/v1/messages \
  -u "$BULKSMS_TOKEN_ID:$BULKSMS_TOKEN_SECRET" \
  -H 'Content-Type: application/json' \
  -d '{ "to": "+27825550142", "body": "Hello \"Sam\", see you at 5" }'
