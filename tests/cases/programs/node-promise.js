const https = require('https')
const { gateway } = require('../config')

async function sendSms(number, text) {
  const data = JSON.stringify({
    sender: gateway.sender,
    message: text,
    recipients: [{ msisdn: number }]
  })
  const opts = {
    hostname: 'gatewayapi.example',
    path: '/rest/mtsms',
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${gateway.key}`
    }
  }
  return new Promise((resolve, reject) => {
    const req = https.request(opts, res => {
      let body = ''
      res.on('data', ch => { body += ch })
      res.on('end', () => {
        if (res.statusCode !== 200) return reject(new Error(body))
        resolve(JSON.parse(body))
      })
    })
    req.on('error', reject)
    req.write(data)
    req.end()
  })
}
module.exports = { sendSms }
