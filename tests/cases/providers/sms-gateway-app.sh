curl 'https://app.sms-gateway.example/services/send.php?key={API_KEY}&number={Mobile_No}&message={Message}&option=1&type=sms&useRandomDevice=1'
