from urllib.parse import urlencode, quote
from urllib.request import urlopen

base_params = {'username': 'foo', 'password': 'bar', 'to': '+336222172'}
base_params['content'] = 'Hello é ~ / *'
urlopen("http://127.0.0.1:1401/send?%s" % urlencode(base_params, quote_via=quote)).read()
