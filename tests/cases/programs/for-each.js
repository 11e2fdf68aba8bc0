const numbers = ['447700900123', '447700900124'];
numbers.forEach(async (n) => {
  const url = 'https://api.sms.example/send?' + new URLSearchParams({ key: 'k', to: n, text: 'Hi all' });
  await fetch(url);
});
