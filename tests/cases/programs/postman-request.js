var request = require('request');
var options = {
  'method': 'POST',
  'url': 'https://api.textlocal.example/send/',
  'headers': {
    'Content-Type': 'application/x-www-form-urlencoded'
  },
  form: {
    'apikey': 'Njg0ZDMxNzI=',
    'numbers': '447700900123',
    'message': 'Hi there, thank you & welcome',
    'sender': 'TXTLCL'
  }
};
request(options, function (error, response) {
  if (error) throw new Error(error);
  console.log(response.body);
});
