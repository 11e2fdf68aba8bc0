const superagent = require('superagent');
superagent.post('https://api.x.example/sms').auth('u', 'p').type('form').send({ To: '+15005550006', From: '+15005550001' }).send({ Body: 'Hi' }).end((e, r) => {});
