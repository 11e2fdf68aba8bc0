curl "https://api.timesmobile.example/send?unicode=false&from=SHOPIN&to=$$To&text=$$Body&dltContentId=$$TemplateID&corelationid=$$MessageID"
