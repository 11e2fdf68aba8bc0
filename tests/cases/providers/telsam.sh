curl http://websms.telsam.example/xmlapi/sendsms -H 'Content-Type: text/xml' --data '<?xml version="1.0"?>
<SMS>
  <authentication>
    <username>demo</username>
    <password>demo</password>
  </authentication>
  <message>
    <originator>BASLIK</originator>
    <text>Test Mesaj</text>
    <unicode></unicode>
  </message>
  <receivers><receiver>5XXXXXXXXX</receiver><receiver>5XXXXXXXXX</receiver></receivers>
</SMS>'
