curl -X POST https://api.speedsms.vn/index.php/sms/send -u 'token:x' -H 'Content-Type: application/json' -d '{"to":["84912345678"],"content":"Noi dung tin nhan","sms_type":2,"sender":"Brandname"}'
