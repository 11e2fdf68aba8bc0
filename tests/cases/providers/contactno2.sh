curl "http://a.example.pk/sms.php?hash=9f86d081884c7d659a2feaa0c55ad015&contactno=923007654321&sender=8583&shorttext=Salaam"
