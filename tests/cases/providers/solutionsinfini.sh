curl "http://api-alerts.solutionsinfini.com/v4/?method=sms&api_key=Ad9e5XXXXXXXXXXXXX&to=9900XXXXXX,8800XXXXXX&sender=INFXXX&message=testing&format=json&custom=1,2&flash=0"
