var https = require('follow-redirects').https;
var fs = require('fs');

var options = {
  'method': 'POST',
  'hostname': 'api.d7networks.example',
  'path': '/messages/v1/send',
  'headers': {
    'Content-Type': 'application/json',
    'Authorization': 'Bearer tok'
  },
  'maxRedirects': 20
};

var req = https.request(options, function (res) {
  var chunks = [];
  res.on("data", function (chunk) { chunks.push(chunk); });
  res.on("end", function (chunk) {
    var body = Buffer.concat(chunks);
    console.log(body.toString());
  });
});

var postData = JSON.stringify({
  "messages": [{"channel": "sms", "recipients": ["+971509612345"], "content": "Greetings", "msg_type": "text"}],
  "message_globals": {"originator": "SignOTP"}
});

req.write(postData);

req.end();
