curl "http://192.168.1.10/sendsms?username=admin&password=admin&phonenumber=13800138000&message=hello+world&port=gsm-1.1&report=JSON&timeout=5"
