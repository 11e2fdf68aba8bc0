require('dotenv').config();
const { SMS_USER: user, SMS_PASS: pass } = process.env;
(async () => {
  const auth = 'Basic ' + Buffer.from(`${user}:${pass}`).toString('base64');
  const r = await fetch('https://rest.clicksend.example/v3/sms/send', {
    method: 'POST',
    headers: { Authorization: auth, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages: [{ source: 'node', body: 'Hello', to: '+61411111111' }] }),
  });
  console.log(await r.json());
})();
