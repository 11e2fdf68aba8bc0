var unirest = require('unirest');
var req = unirest('POST', 'https://smsapi.example/sms/send')
  .headers({
    'Authorization': 'Bearer abc',
    'Content-Type': 'application/json'
  })
  .send(JSON.stringify({
    "to": "48500500500",
    "message": "test",
    "from": "Info"
  }))
  .end(function (res) {
    if (res.error) throw new Error(res.error);
    console.log(res.raw_body);
  });
