import httpx
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    sms_api_key: str
    sms_sender: str = "INFO"


settings = Settings()


async def send_sms(phone_number: str, message: str) -> None:
    async with httpx.AsyncClient(base_url="https://api.nimbus.example/v1", headers={"X-Api-Key": settings.sms_api_key}, timeout=10) as client:
        response = await client.post("/sms", json={"phone": phone_number, "text": message, "from": settings.sms_sender, "note": "é", "ratio": 1.5})
        response.raise_for_status()
