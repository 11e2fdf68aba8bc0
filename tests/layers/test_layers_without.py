"""Members go with their separators."""

from __future__ import annotations

import pytest

from curl2sms.http import HttpRequest
from curl2sms.layers import parse_place, without


@pytest.mark.parametrize(
    ("body", "places", "left"),
    [
        ("a=1&b=2&a=3", ["form:a"], "b=2&a=3"),
        ("a=1&b=2&a=3", ["form:a#2"], "a=1&b=2"),
        ("a=1&b=2&a=3", ["form:a", "form:b"], "a=3"),
        ("a=1&b=2", ["form:a", "form:b"], ""),
        ("a=1&b", ["form:b"], "a=1"),
        ("a=1&b=2", ["form:c"], "a=1&b=2"),
        ('["1", "2", "3"]', ["json:/1"], '["1", "3"]'),
        ('["1", "2", "3"]', ["json:/0", "json:/1"], '["3"]'),
        ('["1", "2", "3"]', ["json:/1", "json:/2"], '["1"]'),
        ('["1", "2"]', ["json:/0", "json:/1"], "[]"),
        ('{"a": 1, "b": {"c": 2}}', ["json:/b"], '{"a": 1}'),
        ('{"a": 1, "b": {"c": 2}}', ["json:/a"], '{"b": {"c": 2}}'),
        ('{"s": [{"to": 1}, {"to": 2}]}', ["json:/s/1", "json:/s/1/to"], '{"s": [{"to": 1}]}'),
        ("<a>\n <b>1</b>\n <b>2</b>\n</a>", ["xml:/a/b[2]"], "<a>\n <b>1</b>\n</a>"),
        ("<a>\n <b>1</b>\n <b>2</b>\n</a>", ["xml:/a/b[1]"], "<a>\n <b>2</b>\n</a>"),
        ('<a x="1" y="2"><b/></a>', ["xml:/a/@x"], '<a y="2"><b/></a>'),
        ("447700900123,a\r\n447700900124,b\r\n", ["csv:2"], "447700900123,a\r\n"),
        ('447700900123,a\n"447700900124",b', ["csv:1"], '"447700900124",b'),
        (
            "d=%5B%221%22%2C%222%22%5D&e=x",
            ["form:d>json:/1"],
            "d=%5B%221%22%5D&e=x",
        ),
    ],
)
def test_body(body: str, places: list[str], left: str) -> None:
    request = HttpRequest("POST", "https://h/", (), body.encode())
    assert without(request, map(parse_place, places)).body == left.encode()


def test_url_and_headers() -> None:
    headers = (("X-A", "1"), ("X-A", "2"), ("X-B", "3"))
    request = HttpRequest("GET", "https://h/p/q?a=1&a=2", headers)
    less = without(request, map(parse_place, ["query:a", "header:X-A#2", "path:2"]))
    assert (less.url, less.headers) == ("https://h/p?a=2", (("X-A", "1"), ("X-B", "3")))
    assert without(request, map(parse_place, ["query:a", "query:a#2"])).url == "https://h/p/q"


def test_multipart() -> None:
    parts = [f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n1\r\n' for name in "ab"]
    headers = (("Content-Type", "multipart/form-data; boundary=B"),)
    request = HttpRequest("POST", "https://h/", headers, ("".join(parts) + "--B--\r\n").encode())
    assert without(request, [parse_place("multipart:a")]).body == (parts[1] + "--B--\r\n").encode()
