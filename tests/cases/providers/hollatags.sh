curl 'https://sms.hollatags.example/api/send/?user=demo&pass=d3mo&from=test&to=23480XXXXXXXX&msg=Testing+hollatags&callback_url=https%3A%2F%2Fme.example%2Fdlr&enable_msg_id=TRUE'
