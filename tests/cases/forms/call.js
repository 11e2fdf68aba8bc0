const axios = require("axios");

const message = { to: "447700900123", text: 'Café "9" & more', from: "ACME" };
axios
  .post("https://api.example.com/v1/sms", message, {
    params: { unicode: 1 },
    auth: { username: "joe", password: "s3cret" },
    headers: { "X-Id": "7" },
  })
  .then((response) => console.log(response.data));
