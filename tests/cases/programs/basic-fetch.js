const accountSid = 'ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';
const authToken = 'your_auth_token';
const url = 'https://api.twilio.example/2010-04-01/Accounts/' + accountSid + '/Messages.json';

async function main() {
  const res = await fetch(url, {
    method: 'POST',
    headers: {
      'Authorization': 'Basic ' + Buffer.from(accountSid + ':' + authToken).toString('base64'),
      'Content-Type': 'application/x-www-form-urlencoded'
    },
    body: new URLSearchParams({
      To: '+15558675309',
      From: '+15017250604',
      Body: 'Hi there'
    })
  });
  if (!res.ok) throw new Error(await res.text());
}

main();
