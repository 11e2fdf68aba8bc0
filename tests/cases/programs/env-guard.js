const axios = require('axios');

module.exports = async function sendSMS(phone, text) {
  if (!process.env.SMS_API_URL || !process.env.SMS_API_KEY) {
    throw new Error('SMS provider ENV keys missing');
  }

  await axios.post(process.env.SMS_API_URL, {
    to: phone,
    message: text,
    sender: process.env.SMS_SENDER_ID || 'INFO',
  }, {
    headers: { Authorization: `Bearer ${process.env.SMS_API_KEY}` },
  });
};
