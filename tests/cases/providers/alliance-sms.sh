curl -X POST \
                -H "Authorization: Bearer VOTRE_CLE_API" \
                -H "Content-Type: application/json" \
                -d '{"recipient":"+22670120417","message":"Votre message"}' \
                https://api.alliance-sms.example/v1/sms/send
