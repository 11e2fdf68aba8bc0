"""Texts of other kinds than a curl command or a URL: each is refused by its name, with the way out."""

from __future__ import annotations

import re

from curl2sms.errors import Note, SampleError, Source, Span, note
from curl2sms.patterns import regex
from curl2sms.reading import other_programs

# A command of it: what follows is an option, a value, a URL or a method. A page may also only name it.
_OTHER_PROGRAM = regex(
    r"(?:^|[\s`$(|;])(?P<program>Invoke-(?:WebRequest|RestMethod)|wget|https?ie|xh"
    r"|(?-i:http)(?=[ \t]+(?:POST|GET|PUT|--)))(?=[ \t]+(?:-{1,2}[A-Za-z]|['\"$@({%<]|:\d|(?-i:GET|POST|PUT)\b|\w{1,20}://|(?:[\w-]+\.)+[\w-]+[/:?])"
    r"|[ \t]*[\\^`]\r?\n)",
    re.IGNORECASE | re.MULTILINE,
)
# Calls that program code makes, the other tabs of a provider's page; a URL is gone over, whatever words it holds.
_CODE = regex(
    r"""https?://[^\s"'`]+|\b(?P<call>requests\.(?=\w+\()|urllib\.(?:request|parse|urlopen)|urllib2|http\.client"""
    r"""|(?:file_get_contents|fopen|readfile|simplexml_load_file|http_get|urlopen|httpGet|Http(?:Get|Post))(?=\s?\()"""
    r"""|curl_init|curl_setopt\w*|fetch(?=\()|axios|XMLHttpRequest|(?:MSXML2|WinHttp|Microsoft)\.\w*XMLHTTP"""
    r"""|\$\.(?:ajax|get|post)(?=\()|HttpClient|HttpRequestMessage|HttpWebRequest|WebRequest\.Create|WebClient"""
    r"""|RestClient|OkHttpClient|Unirest|HttpURLConnection|new (?:java\.net\.)?URL(?=\()|openConnection"""
    r"""|http\.(?:NewRequest|Get)(?=\()|HTTP\.(?:Post|Get|Send)(?=\s?\()|Net::HTTP|URI\.open|HTTParty|Faraday|Guzzle\w*|Http::\w+|LWP::\w+"""
    r"""|UrlFetchApp|URLSession|Alamofire|DownloadString(?=\())"""
)
# A variable that a program sets, and a URL puts in: ``$login = "x"; ... "http://host/send?login=$login"``.
_SET = regex(r"(?:^|[;{\s])\$(?P<name>[A-Za-z_]\w*)[ \t]*=(?![=>])", re.MULTILINE)
_PUT_IN = regex(r"https?://(?:[^\s\"'`:]|:(?!/))*?[=/]\{?\$(?P<name>[A-Za-z_]\w*)")
# A URL that a program joins of pieces: ``"http://host/send?to=" + to``.
_JOINED = regex(
    r"https?://(?:[^\s\"':]|:(?!/))*+(?<=[=/?&])"
    r"(?P<joint>[\"'][ \t]*+(?:\r?\n[ \t]*+)?(?:[+.&]|<<|\|\|)[ \t]*+)\$?[A-Za-z_]"
)
# What curl alone takes, where the word itself is missing.
_OPTION_OF_CURL = regex(r"(?:^|\s)(?:-[dFHuX]|--(?:data|form|header|request|user)[\w-]*)(?=\s)")
# The root of a WSDL, by its namespace (https://www.w3.org/TR/wsdl.html).
_WSDL = regex(r"<(?:\w{1,20}:)?definitions\s[^<>]*schemas\.xmlsoap\.org/wsdl/", only_with=("definitions",))


def refuse(source: Source) -> None:
    """Raises SampleError for a text that is a program, a command of another program, a collection, a raw request."""
    text = source.text
    if program := _OTHER_PROGRAM.search(text):
        raise SampleError(note("another-program", Span(*program.span("program")), program=program["program"]))
    other_programs.refuse(text)
    if code := next((one for one in _CODE.finditer(text) if one["call"]), None):
        raise SampleError(note("program-code", Span(*code.span("call")), call=code["call"].rstrip(".")))
    if is_set := _set_and_put_in(text):
        raise SampleError(note("program-sets", is_set, name=text[is_set.start : is_set.end]))
    if is_joined := _JOINED.search(text):
        raise SampleError(note("program-joins", Span(*is_joined.span("joint"))))
    if text.lstrip().startswith("{") and "schema.getpostman.com" in text:
        raise SampleError(note("sample-is-collection", name=source.name))
    if _WSDL.search(text):
        raise SampleError(note("service-description", name=source.name))
    if _OPTION_OF_CURL.search(text):
        raise SampleError(note("no-curl", name=source.name))


def nothing_found(source: Source) -> Note:
    """What to say of a text in which nothing is a call: whether it is a body alone."""
    bare = source.text.strip()
    is_body = (bare[0], bare[-1]) in {("<", ">"), ("{", "}"), ("[", "]")}
    return note("body-without-url" if is_body else "no-curl", name=source.name)


def _set_and_put_in(text: str) -> Span | None:
    """Where a variable is set that a URL of the text puts in."""
    if "$" not in text:
        return None
    names = {found["name"] for found in _PUT_IN.finditer(text)}
    return next((Span(*one.span("name")) for one in _SET.finditer(text) if one["name"] in names), None)
