curl https://api.example.ru/otpravit -H 'X-Token: 1' -H 'Content-Type: application/json' -d '{"otpravitel":"MAGAZIN","nomer_telefona":"79160000417","tekst_soobsheniya":"Ваш заказ готов"}'
