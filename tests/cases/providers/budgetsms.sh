curl "https://api.budgetsms.net/sendsms/?username=user1&userid=21547&handle=1e753da74&msg=This%20is%20a%20test%20message&from=BudgetSMS&to=31612345678"
