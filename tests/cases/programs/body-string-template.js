const to = '33612345678';
fetch('https://api.tpl.example/sms', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'Authorization': 'Bearer ' + 'abc' },
  body: `{"to": "${to}", "content": "Bonjour à tous", "from": "Tpl"}`
});
