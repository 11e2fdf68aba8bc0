curl -X POST https://a.example.ru/v4 --data-urlencode "телефон=79161234567" --data-urlencode "текст=Ваш заказ готов" --data-urlencode "отправитель=ACME"
