curl "https://smsc.hubtel.com/v1/messages/send?clientsecret=abc&clientid=def&from=Acme&to=233241234567&content=This+Is+A+Test+Message"
