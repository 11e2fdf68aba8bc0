import aiohttp


class Sender:
    def __init__(self, session: aiohttp.ClientSession, login: str, password: str):
        self.session = session
        self.auth = {"login": login, "psw": password}

    async def send(self, phones: str, mes: str):
        params = {**self.auth, "phones": phones, "mes": mes, "charset": "utf-8"}
        async with self.session.get("https://smsc.delta.example/sys/send.php", params=params) as r:
            return await r.text()
