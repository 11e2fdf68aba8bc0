"""Programs that show no HTTP call: refused by name, with the way to the call where the catalog knows it."""

import json

import jsonschema
import pytest

from curl2sms import reading
from curl2sms.errors import SampleError, Source
from curl2sms.shipped import DATA

TABLE = json.loads((DATA / "other-programs.json").read_text(encoding="utf-8"))


def test_the_table_is_well_formed() -> None:
    schema = json.loads((DATA / "other-programs.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(TABLE)
    known = {path.stem for path in (DATA / "catalog").glob("*.json")}
    assert {one["provider"] for one in TABLE["sdks"] if "provider" in one} <= known


# The text of a program, the note, what it names, what it points at.
LIBRARIES = [
    ("from twilio.rest import Client\nClient(sid, token).messages.create(body='Hi')", "Twilio", "twilio"),
    ("import boto3\nsns = boto3.client('sns')\nsns.publish(PhoneNumber='+1', Message='Hi')", "Amazon SNS", "boto3"),
    ("const client = require('twilio')(sid, token);\nclient.messages.create({body: 'Hi'});", "Twilio", "twilio"),
    ("import { Vonage } from '@vonage/server-sdk';\nconst v = new Vonage({});", "Vonage", "Vonage"),
    ("<?php\nuse Twilio\\Rest\\Client;\n$c = new Client($sid, $token);", "Twilio", "Twilio"),
    ("import com.twilio.Twilio;\npublic class A {}", "Twilio", "com.twilio"),
    ("using Twilio;\nTwilioClient.Init(sid, token); // https://twilio.com/console", "Twilio", "Twilio"),
    ("require 'plivo'\nclient = RestClient.new('id', 'token')", "Plivo", "plivo"),
    ("from africastalking import SMS, initialize\ninitialize('u', 'k')", "Africa's Talking", "africastalking"),
    ("import smsaero\napi = smsaero.SmsAero('e', 'k')  # https://smsaero.ru/cabinet", "SMS Aero", "smsaero"),
]  # fmt: skip


def refusal(text: str) -> SampleError:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", text))
    return refused.value


@pytest.mark.parametrize(("text", "library", "marked"), LIBRARIES)
def test_a_library_is_named(text: str, library: str, marked: str) -> None:
    said = refusal(text).note
    assert said.id == "library-call"
    assert library in said.message
    assert said.span
    assert text[said.span.start : said.span.end] == marked


@pytest.mark.parametrize(
    ("text", "library", "marked"),
    [
        (
            "<?php\n$c = new \\SoapClient('https://a.example/s.asmx?wsdl');\n$c->Send($a);",
            "SoapClient",
            "new \\SoapClient(",
        ),
        ("$c = new nusoap_client('https://a.example/s.asmx?wsdl', 'wsdl');", "NuSOAP", "new nusoap_client("),
        ("from suds.client import Client\nc = Client('https://a.example/s?wsdl')", "suds", "from suds"),
        ("import zeep\nc = zeep.Client('https://a.example/s?wsdl')", "zeep", "import zeep"),
        ("soap.createClient('https://a.example/s?wsdl', (e, c) => c.Send(a));", "soap", "soap.createClient("),
    ],
)
def test_a_client_of_soap_is_named(text: str, library: str, marked: str) -> None:
    said = refusal(text).note
    assert said.id == "soap-client"
    assert library in said.message
    assert said.span
    assert text[said.span.start : said.span.end] == marked


LANGUAGES = [
    ('CURL *h = curl_easy_init();\ncurl_easy_setopt(h, CURLOPT_URL, "https://sms.example/send");', "C"),
    ("import java.net.URL;\nURL u = new URL(\"https://sms.example/send?to=1\");", "Java"),
    ("HttpRequest r = HttpRequest.newBuilder()\n    .uri(URI.create(\"https://sms.example/send\"))", "Java"),
    ('using System.Net;\nvar c = new WebClient();\nc.DownloadString("https://sms.example/send?to=1");', "C#"),
    ('var client = new RestClient("https://sms.example/send");\nvar request = new RestRequest(Method.POST);', "C#"),
    ('package main\nimport "net/http"\nfunc main() { http.Get("https://sms.example/send?to=1") }', "Go"),
    ("require 'net/http'\nNet::HTTP.get(URI('https://sms.example/send?to=1'))", "Ruby"),
    ("use LWP::UserAgent;\nmy $ua = LWP::UserAgent->new;\n$ua->get('https://sms.example/send?to=1');", "Perl"),
    ("Imports System.Net\nDim c As New WebClient()\nc.DownloadString(\"https://sms.example/?to=1\")", "Visual Basic"),
    ("import Foundation\nlet url = URL(string: \"https://sms.example/send?to=1\")!", "Swift"),
    ("library(httr)\nGET('https://sms.example/send?to=1')", "R"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_a_language_is_named(text: str, language: str) -> None:
    said = refusal(text).note
    assert said.id == "program-language"
    assert f"in {language}." in said.message
    assert said.span
    assert said.span.end > said.span.start


def test_a_program_without_a_call_is_no_url() -> None:
    text = "from shop.http import send\n\ndef sms(to):\n    send('https://sms.example/send', to=to)\n"
    assert refusal(text).note.id == "program-without-call"


def test_the_call_of_a_provider_that_the_catalog_knows_is_named() -> None:
    assert "api.twilio.com" in str(refusal(LIBRARIES[0][0]).note.advice)
    text = 'import java.net.URL;\nnew URL("https://api.ng.termii.com/api/sms/send");'
    assert "developers.termii.com" in str(refusal(text).note.advice)
