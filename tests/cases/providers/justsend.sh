curl -F 'message=Paczka nadana' -F from=ECO -F bulkVariant=ECO -F to=48500600700 https://justsend.example/api/rest/message/send/JDJhJDEyJGxLd0VhSnh3
