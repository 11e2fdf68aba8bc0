curl -X POST "https://smsapi.mtk.example.tw/api/mtk/SmSend?CharsetURL=UTF-8" -d 'username=u&password=p&dstaddr=0912340417&smbody=您好，您的訂單已出貨&response=https://x.example/cb'
