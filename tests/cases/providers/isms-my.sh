curl "https://www.isms.com.my/isms_send_all_id.php?un=isms&pwd=isms&dstno=60123456789&msg=Hello%20World&type=1&agreedterm=YES&sendid=12345"
