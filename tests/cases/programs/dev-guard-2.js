const axios = require('axios');
async function sendSms(phone, message) {
  try {
    if (process.env.NODE_ENV !== 'production') {
      console.log(`[DEV SMS] to ${phone}: ${message}`);
      return true;
    }
    await axios.post('https://sms.example.net/send', new URLSearchParams({ to: phone, message, key: process.env.SMS_KEY }));
    return true;
  } catch (e) {
    return false;
  }
}
exports.sendSms = sendSms;
