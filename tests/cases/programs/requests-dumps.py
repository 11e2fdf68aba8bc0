import json
from requests import post
from requests.auth import HTTPBasicAuth

def send_message(to, text, lang="pt"):
    body = json.dumps({"para": to, "texto": text, "idioma": lang, "opções": {"flash": False, "dlr": None}}, ensure_ascii=False)
    return post(
        url="https://api.mensagem.example/v3/enviar",
        data=body.encode("utf-8"),
        auth=HTTPBasicAuth("loja", "senha"),
        headers={"Content-Type": "application/json; charset=utf-8"},
        verify=True,
    )

if __name__ == "__main__":
    send_message("5511961234567", "Olá, seu código é 1234")
