import http.client
import json

conn = http.client.HTTPSConnection("xy.infotext.example")
payload = json.dumps({
    "messages": [
        {
            "destinations": [{"to": "41793026727"}],
            "from": "InfoText",
            "text": "This is a sample message"
        }
    ]
})
headers = {
    'Authorization': 'App 1a2b3c',
    'Content-Type': 'application/json',
    'Accept': 'application/json'
}
conn.request("POST", "/sms/2/text/advanced", payload, headers)
res = conn.getresponse()
data = res.read()
print(data.decode("utf-8"))
