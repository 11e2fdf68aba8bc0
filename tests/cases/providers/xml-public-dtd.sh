curl https://gw.smscentre.example/xmlgate -H 'Content-Type: text/xml' -d '<?xml version="1.0"?>
<!DOCTYPE sms PUBLIC "-//SMS Centre//DTD submit 1.0//EN" "http://gw.smscentre.example/dtd/submit.dtd">
<sms><login>acme</login><pass>acme-pass</pass><submit><to>+4915901234567</to><msg>Ihr Code ist 4711</msg></submit></sms>'
