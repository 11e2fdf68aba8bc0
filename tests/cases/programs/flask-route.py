from flask import Flask, request, jsonify
import requests

app = Flask(__name__)
app.config["SMS_KEY"] = "k9"


@app.route("/notify", methods=["POST"])
def notify():
    payload = request.get_json()
    mobile = payload.get("mobile")
    text = payload["text"]
    res = requests.post("https://www.fast2.example/dev/bulkV2", headers={"authorization": app.config["SMS_KEY"], "cache-control": "no-cache"}, data=f"message={text}&language=english&route=q&numbers={mobile}")
    return jsonify(res.json())
