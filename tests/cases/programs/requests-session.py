import requests

session = requests.Session()
session.auth = ("AC91", "s3cret:pass")
session.headers.update({"Accept": "application/json", "X-Client": "shop/1.2"})
session.headers["X-Trace"] = "on"
session.params = {"format": "json"}


def notify(to, body):
    r = session.post(
        "https://api.fjordtext.example/Accounts/AC91/Messages",
        params={"dryrun": "no"},
        data=[("To", to), ("Body", body), ("Tag", "a"), ("Tag", "b")],
        headers={"X-Trace": None, "X-Request": "1"},
    )
    return r.status_code == 201
