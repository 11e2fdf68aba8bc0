import httplib2
from urllib.parse import urlencode
h = httplib2.Http()
resp, content = h.request("https://api.oldhttp.example/send", "POST", urlencode({"to": "+441234", "text": "a b"}), headers={"Content-Type": "application/x-www-form-urlencoded"})
