curl https://sms.example.th/api -d 'username=demo&password=abc&msisdn=0812345678&message=ขอบคุณ&sender=SHOP&ScheduledDelivery=&force=standard'
