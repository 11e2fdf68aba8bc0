var https = require('https');
var querystring = require('querystring');

var Sms = function (options) {
  this.options = { host: 'panel.sms.example', version: 'v1', apikey: options.apikey };
};
Sms.prototype.request = function (action, params) {
  var path = 'https://' + this.options.host + '/' + this.options.version + '/' + this.options.apikey + '/' + action + '.json';
  var postdata = querystring.stringify(params);
  var req = https.request({
    host: 'panel.sms.example',
    port: '443',
    path: path,
    method: 'POST',
    headers: {
      'Content-Length': postdata.length,
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    },
  });
  req.write(postdata, 'utf8');
  req.end();
};
Sms.prototype.send = function (to, text) {
  this.request('send', { receptor: to, message: text });
};

new Sms({ apikey: 'KEY1' }).send('989120000000', 'Hello');
