"""What a template is called whose provider nobody has described: by the host of its request."""

import pytest

from curl2sms.converting import name_of
from curl2sms.http import HttpRequest, stand_in

HOST, LABEL, PORT = map(stand_in, ("HOST", "LABEL", "PORT"))


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        ("api.termii.example", "termii"),
        ("api.ng.termii.com", "termii"),
        ("sms.provider.co.uk:8443", "provider"),
        ("API.Plivo.COM", "plivo"),
        ("api.plivo.com.", "plivo"),  # the root's dot
        ("localhost", "localhost"),
        ("localhost:8080", "localhost"),
        ("com.example", "com"),
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:8080", "192.0.2.7"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:8080", "2001:db8::1"),
        ("[fe80::1%25eth0]", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1"),
        ("[::ffff:192.0.2.7]", "::ffff:192.0.2.7"),
        ("sms.bücher.example", "bücher"),
        ("sms.xn--bcher-kva.example", "bücher"),
        ("sms.xn--\u00fc.example", "xn--\u00fc"),
        ("xn--", "xn--"),
        (HOST, "provider"),
        (f"{HOST}:{PORT}", "provider"),
        (f"{LABEL}.plivo.com:{PORT}", "plivo"),
        (f"api.{HOST}", "api"),
        (f"{HOST}.{LABEL}", "provider"),
        ("{base}", "provider"),  # still to be filled in
        ("<YOUR_HOST>:8080", "provider"),
        ("{base}.example.com", "example"),
        ("_._", "provider"),
    ],
)
def test_a_host_names_its_provider(authority: str, name: str) -> None:
    for end in ("", "/send", "?to=1"):
        assert name_of(HttpRequest("GET", f"http://{authority}{end}")) == name
