function Sms(key) { this.key = key; }
Sms.prototype.send = function (to, text) {
  return fetch('https://api.x.example/v1/sms', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Api-Key': this.key }, body: JSON.stringify({ to, text }) });
};
new Sms('abc').send('+14155550123', 'Hi there');
