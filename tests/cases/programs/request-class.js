const request = require('request');

class SmsSender {
  constructor(smsBaseUrl, apiKey) {
    this.apiUrl = smsBaseUrl;
    this.apiKey = apiKey;
  }

  // Make request
  _makeRequest(url, method, headers, formData) {
    return new Promise((resolve, reject) => {
      const options = {
        method: method,
        url: url,
        headers: headers,
        formData: formData,
      };

      request(options, (error, response, body) => {
        if (error) {
          reject(error);
        } else {
          resolve(body);
        }
      });
    });
  }

  async sendSms(options) {
    const headers = { apiKey: this.apiKey };
    return this._makeRequest(`https://sms.form.example/send`, 'POST', headers, { to: options.to, message: options.message });
  }
}
const s = new SmsSender('https://sms.form.example', 'kk');
s.sendSms({ to: '+254700000123', message: 'Hi' });
