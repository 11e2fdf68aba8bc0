curl -X POST "https://www.enviatusms.example/api/sms-multi?api_key=MI_API_KEY" -H "Content-Type: application/json" -d '{"numeros":["04141230417","584241234567"],"mensaje":"Su pedido ya está listo"}'
