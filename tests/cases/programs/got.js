import got from 'got';
const {body} = await got.post('https://api.seven.example/api/sms', {
  headers: {'X-Api-Key': 'k1'},
  json: {to: '4917612121212', text: 'Hallo Welt', from: 'Shop'},
  responseType: 'json'
});
console.log(body);
