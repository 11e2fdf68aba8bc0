const superagent = require('superagent');
superagent
  .post('https://api.sinch.example/xms/v1/PLAN/batches')
  .set('Authorization', 'Bearer TOKEN')
  .set('Accept', 'application/json')
  .send({ from: '447537432321', to: ['447700900123'], body: 'Hi' })
  .end((err, res) => {
    console.log(res.body);
  });
