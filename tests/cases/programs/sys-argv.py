import sys
import argparse
import requests

parser = argparse.ArgumentParser()
parser.add_argument("--phone", required=True)
parser.add_argument("--message", default="Hello")
args = parser.parse_args()

requests.post("https://textbelt.example/text", {"phone": args.phone, "message": args.message, "key": "textbelt"})
