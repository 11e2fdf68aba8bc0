const recipients = ["0722000123", "0722000124"];
const smsBody = {
  apikey: "k", shortcode: "SHOP", partnerID: "12",
  mobile: recipients.map(r => r.replace(/^0/, "254")).join(","),
  message: "Sale today"
};
fetch("https://sms.partner.example/api/services/sendsms/", {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(smsBody)
}).then(r => r.json()).then(console.log);
