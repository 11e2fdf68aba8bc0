import requests
flag = "1"
kind = "unicode" if flag == 1 else "text"
zero = 0
k2 = "none" if zero == None else "zero"
k3 = "same" if zero is None else "other"
k4 = "yes" if "5" > "10" else "no"
k5 = "in" if 5 in ["5"] else "out"
requests.get("https://api.example.org/s", params={"to": "390612345678", "text": "Ciao", "kind": kind, "k2": k2, "k3": k3, "k4": k4, "k5": k5})
