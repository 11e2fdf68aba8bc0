function sendSms(to, body) {
  var messages_url = "https://api.gs.example/Messages.json";
  var payload = { "To": to, "Body" : body, "From" : "+15017250604" };
  var options = { "method" : "post", "payload" : payload };
  options.headers = { "Authorization" : "Basic " + Utilities.base64Encode("AC1:token") };
  UrlFetchApp.fetch(messages_url, options);
}
