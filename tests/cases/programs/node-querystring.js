const https = require('https');
const querystring = require('querystring');

function sendSMS(to, text) {
  const postData = querystring.stringify({
    username: 'sandbox',
    to: to,
    message: text,
    from: '12345'
  });
  const options = {
    host: 'api.africastalking.example',
    port: 443,
    path: '/version1/messaging',
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': postData.length,
      'Accept': 'application/json',
      'apikey': 'atsk_1'
    }
  };
  const req = https.request(options, (res) => {
    res.setEncoding('utf8');
    res.on('data', (chunk) => console.log('BODY: ' + chunk));
  });
  req.on('error', (e) => console.error(e));
  req.write(postData);
  req.end();
}

sendSMS('+254711000123', 'Chakula kiko tayari & moto');
