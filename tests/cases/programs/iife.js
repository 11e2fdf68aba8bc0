const axios = require('axios');

(async function () {
	const sms = await axios({
		url: 'https://api2.voice.example/sms',
		method: 'post',
		headers: {
			'Access-Token': 'tok' //para obter
		},
		data: {
			'numero_destino': '11987654321',
			'mensagem': 'Oi'
		}
	});
	console.log(sms.data);
})();
