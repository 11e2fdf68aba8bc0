curl 'https://smsc.hubtel.example/v1/messages/send?clientsecret=sdfwqfda&clientid=xyzabc&from=Hubtel&to=0244000417&content=This+Is+A+Test+Message'
