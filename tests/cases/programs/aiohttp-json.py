import aiohttp
import asyncio

TOKEN = 'a-b-c'

async def main():
    headers = {'Authorization': 'Bearer ' + TOKEN}
    async with aiohttp.ClientSession(headers=headers) as session:
        payload = {'recipients': ['+4799999999'], 'text': 'Hei på deg', 'sender': 'Norge'}
        async with session.post('https://api.linkfjord.example/sms', json=payload) as resp:
            print(resp.status)
            print(await resp.text())

loop = asyncio.new_event_loop()
loop.run_until_complete(main())
