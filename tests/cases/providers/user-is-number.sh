curl "https://a.example.com/q?user=966500000001&pwd=p&mobileNo=966500000002&msg=hi&senderid=ADV"
