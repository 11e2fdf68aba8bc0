curl "http://api.bulksmsgateway.in/sendmessage.php?user=u&password=p&mobile=9999999999&message=Dear%20user&sender=DEMOSM&type=3&template_id=1107160000000000001"
