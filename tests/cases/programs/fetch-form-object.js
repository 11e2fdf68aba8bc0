const formBody = Object.keys({to: '1', text: '2'}).length;
const details = {
  'userid': 'demo', 'password': 'x y', 'mobile': '94771234567', 'msg': 'Tea is ready (hot!)'
};
let body = [];
for (const property in details) {
  const encodedKey = encodeURIComponent(property);
  const encodedValue = encodeURIComponent(details[property]);
  body.push(encodedKey + "=" + encodedValue);
}
body = body.join("&");
fetch('https://sms.tea.example/api', {
  method: 'post',
  headers: {'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8'},
  body
});
