import requests

numbers = ["0712000111", "0712000222"]
items = [("to", n.lstrip("0")) for n in numbers]
recipients = [{"msisdn": "254" + n[1:], "ref": i} for i, n in enumerate(numbers, start=1)]
codes = {k: v for k, v in zip(("a", "b"), (1, 2))}
xml = """<sms>
  <to>{to}</to>
  <text>{text}</text>
</sms>""".format(to=";".join(n for _, n in items), text="It's {{here}}".replace("here", "there"))
requests.post("https://api.list.example/send", json={"recipients": recipients, "codes": codes, "xml": xml, "count": len(numbers)})
