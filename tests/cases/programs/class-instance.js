const axios = require('axios').default;
export default class Termii {
	constructor(sender_id, api_key) {
		this.sender_id = sender_id;
		this.api_key = api_key;
		this.base_url = 'https://termii.example/api/'
	}

	async sendMessage(to, sms) {
		const { data } = await axios.post(this.base_url + 'sms/send', {
			to, sms, from: this.sender_id, api_key: this.api_key, type: 'plain', channel: 'generic'
		});
		return data;
	}

	async balance() {
		return axios.get(this.base_url + 'get-balance?api_key=' + this.api_key);
	}
}
