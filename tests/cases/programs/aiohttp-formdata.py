import aiohttp, asyncio

async def send(to, text):
    form = aiohttp.FormData()
    form.add_field("to", to)
    form.add_field("text", text)
    async with aiohttp.ClientSession() as session:
        async with session.post("https://api.formway.example/sms", data=form) as r:
            return r.status
