curl 'http://makemysms.example/api/sendsms.php?username=demo&password=pass123&sender=MAKEMY&mobile=91xxxxxxxxxx&type=1&product=1&template=1207162&message=Your%20order%20has%20left'
