import asyncio, aiohttp

async def sms(number, message):
    async with aiohttp.ClientSession(auth=aiohttp.BasicAuth("u", "p")) as s:
        return await s.post("https://api.helio.example/sms", data={"number": number, "message": message, "from": "Helio Inc~"})

if __name__ == '__main__':
    asyncio.run(sms("+35699123456", "Bonġu u merħba"))
