curl https://api.example.sa/send -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"المرسل":"ACME","رقم الجوال":"966505980417","نص الرسالة":"طلبك جاهز"}'
