import http.client, urllib.parse, base64
auth = base64.b64encode(b"user:pass").decode("ascii")
params = urllib.parse.urlencode({"phone": "+33611223344", "text": "Salut \u00e0 tous"})
connection = http.client.HTTPSConnection("api.getway.example", 443, timeout=10)
connection.request("GET", f"/send?{params}", headers={"Authorization": "Basic %s" % auth})
print(connection.getresponse().status)
