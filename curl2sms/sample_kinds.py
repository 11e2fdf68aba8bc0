"""The kinds of text that a sample may be, in the order in which they are looked for, and what reads each.

A new kind is a row here and the module that it names. The order decides where a text may be read in two ways: a
document of a known format is that format, whatever it holds; then a call of curl counts, wherever it is; then a
text of another kind; a URL that is alone counts last.
"""

from __future__ import annotations

import re

from curl2sms.patterns import regex
from curl2sms.records import record


@record
class Kind:
    """A kind of text: its name, what people call it, and the module whose ``read`` finds its calls.

    The module is loaded only where ``pattern`` matches at the start of the text; None matches every text. A reader that
    finds no call leaves the text to the next kind.
    """

    name: str
    words: str
    module: str
    pattern: re.Pattern[str] | None = None


_OBJECT = r"(?s)[\s\ufeff]*+\{"
HAR = Kind(
    "har",
    "a HAR recording",
    "curl2sms.reading.documents.har",
    regex(_OBJECT + r'(?>.*?"log"\s*+:\s*+\{).*?"entries"\s*+:', only_with=('"entries"',)),
)
POSTMAN = Kind(
    "postman",
    "a Postman collection",
    "curl2sms.reading.documents.postman",
    regex(
        _OBJECT + r'(?:.*?schema\.(?:get)?postman\.com|.*?"_postman_id"'
        r'|(?>.*?"info"\s*+:).*?"item"\s*+:\s*+\[)',
        only_with=("postman", '"item"'),
    ),
)
OPENAPI = Kind(
    "openapi",
    "an OpenAPI document",
    "curl2sms.reading.documents.openapi",
    regex(
        r"""(?sm)(?:[\s\ufeff]*+\{(?=.*?"(?:openapi|swagger)"\s*+:\s*+"[23])"""
        r"""|(?=.*?^\ufeff?["']?(?:openapi|swagger)["']?[ \t]*+:[ \t]*+["']?[23])(?=.*?^["']?paths["']?[ \t]*+:))""",
        only_with=("openapi", "swagger"),
    ),
)
# A call of curl may be anywhere in a text, so its reader looks at each.
CURL = Kind("curl", "a curl command", "curl2sms.reading.commands")
HTTP = Kind(
    "http",
    "raw HTTP",
    "curl2sms.reading.documents.http",
    regex(
        r"(?ms)(?=.*?^[ \t>]{0,20}(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
        r"|(?i:get|post|put|patch|delete)(?=[^\n]*HTTP/\d))[ \t]+(?:https?://|/|\{\{|[a-z][\w-]*/))"
    ),
)
URL = Kind("url", "a URL", "curl2sms.reading.page")

# What each language's HTTP clients are called, and a sign of its syntax.
_OF_PHP = (
    r"curl_(?:init|setopt|exec)|file_get_contents\s*\(|wp_(?:safe_)?remote_|Http(?:Client)?::"
    r"|new\s+\\?(?:\w+\\)*(?:Client|HTTP_Request2|HttpRequest)\b"
)
_PHP = regex(rf"(?s)(?=.*?<\?php\b|(?>.*?(?:{_OF_PHP})).*?\$\w)")
PHP = Kind("php", "a program in PHP", "curl2sms.reading.programs.php", _PHP)

_OF_JAVASCRIPT = (
    r"\bfetch\s*\(|\baxios\b|XMLHttpRequest|ActiveXObject|\brequest(?:\.\w+)?\s*\(|\bhttps?\.(?:request|get)\s*\("
    r"|(?:\$|jQuery)\.(?:ajax|get|post)\w*\s*\(|superagent|unirest|\bgot\b|UrlFetchApp|\$http\b|\bneedle\b|\.(?:post|get|request)\s*\("
    r"|\brequest-promise\b|\b(?:rp|ky)\s*\("
)
_SYNTAX = r"\b(?:const|let|var|function|require|async)\b|=>|[({]\s*\{|\}\s*\)"
# PHP, Python, Java, C#, Go, Ruby.
_OTHER = (
    r"<\?php|(?m:^[ \t]*(?:(?:async )?def \w+[ \t]*\(|from [\w.]+ import |import [\w., ]++;?[ \t]*+$|package \w+"
    r"|using [\w.]+;|func main|require '\w))|\bpublic (?:static |final )*(?:class|void)\b"
)
_JAVASCRIPT = regex(rf"(?s)(?!.*?(?:{_OTHER}))(?=.*?(?:{_OF_JAVASCRIPT}))(?=.*?(?:{_SYNTAX}))")
JAVASCRIPT = Kind("javascript", "a program in JavaScript", "curl2sms.reading.programs.javascript", _JAVASCRIPT)

_OF_PYTHON = (
    r"\brequests\.(?:get|post|put|request|patch|[Ss]ession)\b|(?m:^[ \t]*(?:import|from)[ \t]+(?:\w+, *)*requests\b)"
    r"|\bhttpx\b|\bhttplib2\b|\baiohttp\b|\burllib[23]?\b|\burlopen\s*\(|\bhttp\.client\b|\bhttplib\b|HTTPS?Connection\s*\("
)
PYTHON = Kind(
    "python", "a program in Python", "curl2sms.reading.programs.python", regex(rf"(?s)(?=.*?(?:{_OF_PYTHON}))")
)

KINDS = (HAR, POSTMAN, OPENAPI, CURL, HTTP, PHP, JAVASCRIPT, PYTHON, URL)
NAMES = tuple(kind.name for kind in KINDS)
