const axios = require('axios');
async function run() {
  const login = await axios.post('https://api.lg.example/auth/login', { email: 'a@b.example', password: 'pw' });
  const token = login.data.token;
  const r = await axios.post('https://api.lg.example/sms', { to: '998901234567', text: 'Salom' }, { headers: { Authorization: 'Bearer ' + token } });
  console.log(r.data);
}
run();
