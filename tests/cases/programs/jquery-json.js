var settings = {
  "url": "https://rest.nexmo.example/sms/json",
  "method": "POST",
  "timeout": 0,
  "headers": {
    "Content-Type": "application/json"
  },
  "data": JSON.stringify({
    "from": "Acme", "text": "Hello from Acme", "to": "447700900000", "api_key": "abcd1234", "api_secret": "s"
  }),
};
$.ajax(settings).done(function (response) {
  console.log(response);
});
