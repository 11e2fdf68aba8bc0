import requests
import argparse


def build(args):
    return {"key": args.key, "to": args.to, "msg": " ".join(args.words)}


def main():
    parser = argparse.ArgumentParser(description="Send")
    parser.add_argument("key")
    parser.add_argument("to")
    parser.add_argument("words", nargs="+")
    args = parser.parse_args()
    with requests.Session() as s:
        s.headers["User-Agent"] = "cli"
        s.verify = False
        r = s.get("https://api.guard.example/send", params=build(args))
    print(r.text)


if __name__ == "__main__":
    main()
