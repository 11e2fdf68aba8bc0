from http.client import HTTPSConnection
from urllib.parse import urlencode


class Client(object):
    config = {}

    def __init__(self, login, password):
        self.config['login'] = login
        self.config['password'] = password

    def _call(self, args):
        if not isinstance(args, dict):
            raise ValueError("Args must be a dictionary")
        args['login'] = self.config['login']
        args['password'] = self.config['password']
        host = "lk.uslugi.example"
        conn = HTTPSConnection(host)
        conn.request("POST", "/lcabApi/sendSms.php", urlencode(args), {'Content-Type': 'application/x-www-form-urlencoded'})
        return conn.getresponse().read()

    def send(self, to, txt, **kwargs):
        params = {'to': to, 'txt': txt}
        params.update(kwargs)
        return self._call(params)


api = Client('client', 'geheim')
api.send('79131234567', 'Привет', flash=1)
