curl "$API_URL/sms" -u "$USER_ID:$SECRET" -d "to=$TO" -d "from=$FROM" --data-urlencode "text=$TEXT"
