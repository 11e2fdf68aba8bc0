import requests
import json

url = "https://rest.textwave.example/sms/2/text/advanced"

payload = "{\n    \"messages\": [{\"from\": \"Wave\", \"destinations\": [{\"to\": \"41793026727\"}], \"text\": \"Hello \u00fc\"}]\n}"
headers = {
  'Authorization': 'App 003026bb',
  'Content-Type': 'application/json',
  'Accept': 'application/json'
}

response = requests.request("POST", url, headers=headers, data = payload.encode('utf-8'))

print(response.text.encode('utf8'))
