var http = require('http');
var urlencode = require('urlencode');
var msg = urlencode('Hello, how are you?');
var number = '919900112277';
var username = 'me@example.com';
var hash = '4f1c0d93'; // The hash key could be found under Help->All Documentation->Your hash key.
var sender = 'txtlcl';
var data = 'username=' + username + '&hash=' + hash + '&sender=' + sender + '&numbers=' + number + '&message=' + msg;
var options = {
  host: 'api.textlocal.example', path: '/send?' + data
};
callback = function (response) {
  var str = '';
  response.on('data', function (chunk) { str += chunk; });
  response.on('end', function () { console.log(str); });
}
http.request(options, callback).end();
