curl "https://gw.example/sms/send?spid=88123&pwd=e10adc3949ba59abbe56e057f20f883e&das=006281230417&timestamp=1601028870&sm=48656c6c6f"
