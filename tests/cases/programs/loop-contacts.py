import csv
import requests

API = "https://api.rowsend.example/sms"

with open("contacts.csv") as handle:
    for row in csv.DictReader(handle):
        message = f"Hi {row['name']}, see you"
        resp = requests.post(API, json={"to": row["phone"], "body": message})
        if resp.ok:
            print("sent", row["phone"])
        else:
            print("failed")
