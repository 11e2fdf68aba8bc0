curl "http://msg.ge.example/bi/sendsms.php?username=u&password=p&client_id=1&service_id=2&to=995599120417&text=%E1%83%92%E1%83%90%E1%83%9B%E1%83%90%E1%83%A0%E1%83%AF%E1%83%9D%E1%83%91%E1%83%90&utf=1"
