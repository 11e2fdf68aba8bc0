curl -X POST https://bistro417key:bistro417token@api.exotel.com/v1/Accounts/bistro1/Sms/send \
-d "From=08047100417" \
-d "To=+919810004417" \
-d "Body=Your order has left the kitchen" \
-d "DltEntityId=1201159000000000417" \
-d "DltTemplateId=1207161000000000417"
