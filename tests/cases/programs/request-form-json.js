var request = require('request');
request.post({ url: 'https://api.example.com/version1/messaging', headers: { apiKey: 'K' }, form: { username: 'sandbox', to: '+254711000000,+254733000000', message: 'Hi é!', flags: [1, 2], nested: { a: true, b: null, c: undefined } }, json: true }, function (err, res, body) {});
