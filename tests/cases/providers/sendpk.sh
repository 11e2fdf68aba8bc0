curl "https://sendpk.com/api/sms.php?username=92301000000&password=pw&sender=Masking&mobile=923007654321&message=Salam%20sir"
