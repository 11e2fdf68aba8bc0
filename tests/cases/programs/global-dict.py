import requests

url = "https://www.fastline.example/dev/bulk"
data = {"sender_id": "CHKSMS", "message": "Hey", "language": "english", "route": "p", "numbers": "8369398163"}
headers = {"authorization": "KEY", "Cache-Control": "no-store"}


def send_sms(number):
	data["numbers"] = number
	data["message"] = "Hey"
	resp = requests.request("POST", url, data=data, headers=headers)
	return resp.text
