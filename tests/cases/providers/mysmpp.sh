curl 'http://lk.mysmpp.example/sendsms.php?user=login&pwd=parol&sadr=MyShop&dadr=79001234567&text=Ваш+заказ+готов&type_send_1=sms&validity_period=2026-01-20+18:00'
