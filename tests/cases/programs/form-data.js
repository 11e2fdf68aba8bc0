const form = new FormData();
form.append('api_token', 'tkn');
form.append('to', '8801712345678');
form.append('message', 'Hi & bye');
const response = await fetch('https://sms.bd.example/api/send', { method: 'POST', body: form });
