# 10-digit numbers; the DLT ids belong to the registered template
MOBILE=9810004417
curl "http://nimbusit.info/api/pushsms.php?user=200417&key=020SamPleKey0417&sender=BISTRO&mobile=${MOBILE}&text=Your%20code%20is%204471&entityid=1201159000000000417&templateid=1207161000000000417"
