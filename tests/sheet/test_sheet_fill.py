"""What is in which field: the rows, what the form can't hold, what is to be known first, what is hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from curl2sms.callbacks import Callback
from curl2sms.errors import UsageError
from curl2sms.http import OAuth2
from curl2sms.numbers import NumberFormat
from curl2sms.platforms import load, parse
from curl2sms.response import Point
from curl2sms.segments import count
from curl2sms.sheet import as_html, as_markdown, as_text, platforms, sheet
from curl2sms.sheet.fill import FILLERS, TEST_TEXT
from curl2sms.sheet.model import Sheet
from curl2sms.sheet.traits import TRAITS
from curl2sms.shipped import DATA
from curl2sms.template.model import Basic, Document, Loss, Macro, Pair, Parameters, Template, Variable
from tests.rules import response, rule

SCHEMA = json.loads((DATA / "platforms.schema.json").read_text(encoding="utf-8"))

FORM = Parameters("form", (Pair("to", "$$To"), Pair("text", "$$Body")))
BODY = '{"src": "+14155550100", "dst": "$$To", "text": "$$Body"}'
PLIVO = Template(
    "plivo",
    "POST",
    "https://api.plivo.com/v1/Account/MAZTG5ZTMXOWU1YTC0MJ/Message/",
    authentication=Basic("MAZTG5ZTMXOWU1YTC0MJ", "${PLIVO_AUTH_TOKEN}"),
    headers=(Pair("Content-Type", "application/json"),),
    parameters=Parameters("raw", syntax="json", body=BODY),
    recipient=NumberFormat("digits"),
    variables=(Variable("PLIVO_AUTH_TOKEN", secret=True),),
)


def template(endpoint: str = "https://sms.example/send", **parts: Any) -> Template:
    whole: dict[str, Any] = {"name": "lab", "method": "POST", "endpoint": endpoint, "parameters": FORM}
    return Template(**whole | parts)


def row(made: Sheet, label: str) -> Any:
    """What a row says: its action, and its text or its pairs of texts."""
    for one in made.rows:
        if one.label == label:
            return one.action, one.cell.text if one.cell else [(key.text, value.text) for key, value in one.pairs]
    return None


def test_the_rows_are_in_the_forms_order_with_what_is_typed() -> None:
    made = sheet(PLIVO, reveal=True)
    assert [(one.label, *row(made, one.label)) for one in made.rows] == [
        ("Provider", "choose", "Other (Generic)"),
        ("Nickname", "type", "plivo"),
        ("Callback URL", "leave", []),
        ("Request Type", "choose", "POST"),
        ("HTTP Endpoint", "type", "https://api.plivo.com/v1/Account/MAZTG5ZTMXOWU1YTC0MJ/Message/"),
        ("Authentication", "choose", "Basic Authentication"),
        ("Username", "type", "MAZTG5ZTMXOWU1YTC0MJ"),
        ("Password", "type", "${PLIVO_AUTH_TOKEN}"),
        ("Headers", "type", [("Content-Type", "application/json")]),
        ("Parameters: Type", "choose", "JSON"),
        ("Parameters", "type", BODY),
        ("Batch", "leave", []),
        ("Custom Key-value pairs in campaign", "leave", []),
        ("Mark as default", "leave", []),
    ]
    assert made.losses == ()
    assert [(one.spelling, one.says) for one in made.placeholders] == [
        ("$$To", "the recipient's number"),
        ("$$Body", "the text of the campaign"),
    ]


def test_what_the_sample_did_and_the_template_cannot_stands_first() -> None:
    lost = (Loss("proxy", "--proxy: a template can't set a proxy.", "Ask."),)
    made = sheet(template(lost=lost))
    assert [(one.id, one.message, one.do) for one in made.lost] == [("proxy", lost[0].says, "Ask.")]
    written = as_text(made)
    assert written.index("--proxy") < written.index("The form")


CLIENT = OAuth2("https://auth.example/token", "shop", "s3cr3t-of-ours", (("grant_type", "client_credentials"),))


def test_a_token_that_is_fetched_has_rows_of_its_own() -> None:
    made = sheet(template(authentication=CLIENT), reveal=True)
    assert row(made, "Authentication") == ("choose", "OAuth 2.0")
    assert row(made, "Client URL") == ("type", "https://auth.example/token")
    assert row(made, "Client ID") == ("type", "shop")
    assert row(made, "Secret Key") == ("type", "s3cr3t-of-ours")
    assert row(made, "Key-value pairs (OAuth 2.0)") == ("type", [("grant_type", "client_credentials")])
    assert row(made, "Username") is None
    assert "clevertap-oauth2-assumed" in {one.id for one in made.unknown}
    assert made.losses == ()
    assert row(sheet(template()), "Client URL") is None
    hidden = sheet(template(authentication=CLIENT))
    assert (row(hidden, "Client ID"), row(hidden, "Secret Key")) == (("type", "***"), ("type", "***"))
    assert "s3cr3t-of-ours" not in as_html(hidden) + as_text(hidden) + as_markdown(hidden)


@pytest.mark.parametrize(
    "change",
    [{"syntax": "json"}, {"client": "basic"}, {"token_at": "json:/token"}, {"header": "X-Token"}, {"scheme": ""}],
)
def test_a_token_that_the_form_has_no_fields_for_is_a_loss(change: dict[str, Any]) -> None:
    made = sheet(template(authentication=replace(CLIENT, **change)))
    assert [one.id for one in made.losses] == ["clevertap-oauth2-unusual"]


def test_an_older_form_fetches_no_token() -> None:
    made = sheet(template(authentication=CLIENT), "clevertap-raw")
    assert [one.id for one in made.losses] == ["sheet-authentication"]
    assert row(made, "Authentication") == ("stop", "oauth2")


def test_a_get_with_a_placeholder_in_a_header_has_a_way_out() -> None:
    endpoint = "https://sms.example/send?text=$$Body"
    made = sheet(template(endpoint, method="GET", headers=(Pair("X-To", "$$To"),), parameters=Parameters("none")))
    (one,) = (one for one in made.unknown if one.id == "clevertap-get-headers")
    assert "endpoint" in one.do
    assert "query" in one.do


def test_the_advice_on_numbers_agrees_with_the_platform_s_own() -> None:
    said = " ".join(f"{one.message} {one.do}" for one in sheet(template()).unknown)
    assert "“+” and the country code" in said
    for form in ("digits", "national"):
        country = "IN" if form == "national" else None
        assert "without" not in sheet(template(recipient=NumberFormat(form, country))).number.do


def test_older_words_are_named_beside_today_s() -> None:
    made = sheet(template())
    assert made.way == ("Settings", "Engage", "Channels", "SMS", "Add Provider")
    hints = {one.label: one.hint for one in made.rows}
    assert "Settings, Channels, SMS" in hints["Provider"]
    assert "x-www-form-urlencoded" in hints["Parameters: Type"]
    assert {one.label: one.hint for one in sheet(PLIVO).rows}["Parameters: Type"] == ""


def test_a_form_is_typed_as_it_is_meant() -> None:
    pairs = (Pair("to", "$$To"), Pair("text", "$$Body"), Pair("route", "4 & 5"), Pair("to", ""))
    made = sheet(template(parameters=Parameters("form", pairs)))
    assert row(made, "Parameters: Type") == ("choose", "Key-value pair")
    assert row(made, "Parameters") == ("type", [(pair.key, pair.value) for pair in pairs])


def test_a_get_has_all_in_its_endpoint() -> None:
    endpoint = "https://sms.example/send?to=$$To&text=$$Body"
    made = sheet(template(endpoint, method="GET", parameters=Parameters()))
    assert row(made, "HTTP Endpoint") == ("type", endpoint)
    assert row(made, "Parameters: Type") is None
    assert row(made, "Parameters") == ("leave", [])
    assert row(made, "Authentication") == ("choose", "No Authentication")
    assert row(made, "Username") is None
    assert made.losses == ()


def with_pair(key: str, value: str) -> dict[str, Any]:
    return {"parameters": replace(FORM, pairs=(*FORM.pairs, Pair(key, value)))}


def raw(syntax: str, body: str) -> dict[str, Any]:
    return {"parameters": Parameters("raw", syntax=syntax, body=body)}


SEND_XML = "<sms><to>$$To</to><text>$$Body</text></sms>"
LOSSES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("clevertap", {}, []),
    ("clevertap", {"method": "PUT"}, ["sheet-method"]),
    ("clevertap", {"method": "GET"}, ["sheet-body-with-method"]),
    ("clevertap", {"parameters": replace(FORM, type="multipart")}, ["sheet-body-kind"]),
    ("clevertap", raw("xml", SEND_XML), ["sheet-body-elsewhere"]),
    ("clevertap", raw("text", "$$To $$Body"), ["sheet-body-elsewhere"]),
    ("clevertap-raw", raw("xml", SEND_XML), []),
    ("clevertap-raw", raw("text", "$$To $$Body"), []),
    ("clevertap-raw", {"parameters": replace(FORM, type="multipart")}, ["sheet-body-kind"]),
    ("clevertap", {"charset": "iso-8859-1"}, ["sheet-charset"]),
    ("clevertap", {"charset": "UTF-8"}, []),
    (
        "clevertap",
        {
            "parameters": Parameters("form", (Pair("d", '{"to": "$$To", "text": "$$Body"}'),)),
            "documents": (Document("form:d", "base64"), Document("form:d>base64", "json")),
        },
        ["sheet-encoding"],
    ),
    ("clevertap", {"headers": (Pair("X-Id", "$$uid"),), "macros": (Macro("uid"),)}, []),
    ("clevertap-raw", {"headers": (Pair("X-Id", "$$uid"),), "macros": (Macro("uid"),)}, ["sheet-placeholder"]),
    ("clevertap", {"headers": (Pair("X-Id", "pa$$w0rd"),)}, ["sheet-misread"]),
    ("clevertap-raw", {"headers": (Pair("X-Id", "pa$$w0rd"),)}, []),
    ("clevertap", {"headers": (Pair("X-Id", "US$$ 5"),)}, []),
    ("clevertap", {"headers": (Pair("X-Id", "$$TemplateID"),)}, ["sheet-misread"]),
    ("clevertap", {"headers": (Pair("X", "$$To${X}"),), "variables": (Variable("X", value="kyo"),)}, ["sheet-misread"]),
    ("clevertap", {"response": response((200,))}, []),
    ("clevertap", {"response": response((200,), (rule(Point("body"), "prefix", "OK"),))}, ["clevertap-success"]),
]  # fmt: skip


@pytest.mark.parametrize(("platform", "parts", "expected"), LOSSES)
def test_what_the_form_cannot_hold_is_reported_with_the_way_out(
    platform: str, parts: dict[str, Any], expected: list[str]
) -> None:
    losses = sheet(template(**parts), platform).losses
    assert [one.id for one in losses] == expected
    assert all(one.kind == "loss" and one.do for one in losses)


@pytest.mark.parametrize("parts", [{"method": "PUT"}, {"parameters": replace(FORM, type="multipart")}])
def test_a_row_that_cannot_be_filled_in_says_so(parts: dict[str, Any]) -> None:
    assert any(one.action == "stop" for one in sheet(template(**parts)).rows)


def test_the_other_form_of_the_platform_is_named() -> None:
    (loss,) = sheet(template(**raw("xml", SEND_XML))).losses
    assert "--platform clevertap-raw" in loss.advice


REMARKS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, set()),
    ({"endpoint": "https://sms.example/send?to=$$To"}, {"clevertap-placeholder-in-endpoint"}),
    (raw("json", BODY), {"clevertap-json-escaping"}),
    (raw("json", '{"to": $$To, "text": "$$Body"}'), {"clevertap-json-escaping", "clevertap-json-check"}),
    ({"headers": (Pair("content-type", "application/json; charset=utf-8"),)}, {"clevertap-content-type"}),
    ({"headers": (Pair("Content-Type", "application/x-www-form-urlencoded"),)}, set()),
    ({"documents": (Document("form:text", "json"),)}, {"clevertap-nested-document"}),
    (with_pair("to", "2"), {"clevertap-repeated-key"}),
    ({"parameters": replace(FORM, space="%20")}, {"clevertap-blank"}),
]


@pytest.mark.parametrize(("parts", "expected"), REMARKS)
def test_what_the_platform_does_not_document_is_reported_where_it_matters(
    parts: dict[str, Any], expected: set[str]
) -> None:
    said = {one.id for one in sheet(template(**parts)).unknown}
    assert said == expected | {"clevertap-number-form"}


def reports(**parts: Any) -> list[str]:
    return [one.id for one in sheet(template(**parts)).reports]


WITH_ID: dict[str, Any] = {"headers": (Pair("X-Id", "$$MessageID"),), "macros": (Macro("MessageID"),)}
CALLBACK = Callback("json:/id", "json:/status", ("ok",), ())


def test_without_the_platforms_id_no_report_can_be_matched() -> None:
    assert reports() == ["clevertap-delivery-reports"]
    exotel = {"endpoint": "https://api.exotel.com/v1/Accounts/a/Sms/send"}
    made = sheet(template(**exotel)).reports
    assert [one.id for one in made] == ["sheet-report-own-id", "clevertap-delivery-reports"]
    assert "form:CustomField" in made[0].message


def test_with_the_platforms_id_the_sheet_says_what_to_ask_the_provider_for() -> None:
    made = sheet(template(**WITH_ID))
    assert made.placeholders[-1].spelling == "$$MessageID"
    assert [one.id for one in made.reports] == ["sheet-report-unknown", "sheet-report-once", "clevertap-duplicates"]
    assert reports(**WITH_ID, callback=CALLBACK)[0] == "sheet-report-form"


def test_the_sheet_says_how_a_provider_repeats_its_reports() -> None:
    eight = WITH_ID | {"endpoint": "https://sms.8x8.com/api/v1/subaccounts/acme/messages", "callback": CALLBACK}
    said = {one.id: one.message for one in sheet(template(**eight)).reports}
    assert "after 1, 10, 30 and 90 s" in said["sheet-report-resent"]
    assert "sheet-report-once" not in said


@pytest.mark.parametrize("form", ["e164", "digits", "00", "as-given"])
def test_the_number_is_told_in_the_form_that_the_provider_wants(form: str) -> None:
    number = sheet(template(recipient=NumberFormat(form))).number
    assert number.id == f"sheet-number-{form}"
    assert "form:to" in number.message
    assert number.message in sheet(template(recipient=NumberFormat(form))).steps[3]


def test_a_national_number_is_told_with_what_is_before_it() -> None:
    pairs = (Pair("to", "91$$To"), Pair("text", "$$Body"))
    made = sheet(template(parameters=Parameters("form", pairs), recipient=NumberFormat("national", "IN")))
    assert "national format of IN" in made.number.message
    assert "91$$To" in made.number.message


def test_variables_come_first() -> None:
    made = sheet(PLIVO)
    assert [one.id for one in made.first] == ["sheet-variable"]
    assert "${PLIVO_AUTH_TOKEN}" in made.first[0].message
    cells = [one.cell for one in made.rows if one.label == "Password"]
    assert [cell.to_fill for cell in cells if cell] == [("PLIVO_AUTH_TOKEN",)]


def test_a_fixed_value_is_typed_in_its_place_as_it_is_escaped_there() -> None:
    fixed = (Variable("LITERAL", value='a "b" & c'), Variable("DOLLAR", value="$"))
    body = '{"to": "$$To", "text": "$$Body", "x": "${LITERAL}", "y": "${DOLLAR}{z}"}'
    made = sheet(template("https://sms.example/send?q=${LITERAL}", variables=fixed, **raw("json", body)))
    assert row(made, "HTTP Endpoint")[1] == "https://sms.example/send?q=a+%22b%22+%26+c"
    assert row(made, "Parameters")[1] == '{"to": "$$To", "text": "$$Body", "x": "a \\"b\\" & c", "y": "${z}"}'
    assert made.first == ()


def test_a_fixed_origin_or_label_is_typed_as_it_is() -> None:
    base = Variable("BASE", kind="url", value="https://sms.example/")
    assert row(sheet(template("${BASE}/send", variables=(base,))), "HTTP Endpoint")[1] == "https://sms.example/send"
    tenant = Variable("TENANT", value="acme")
    made = sheet(template("https://${TENANT}.sms.example/send", variables=(tenant,)))
    assert row(made, "HTTP Endpoint")[1] == "https://acme.sms.example/send"


# Each secret in a place of its own, and how it is spelt there.
TOKEN = "2f1c8a7c55aa4be0b1"
SECRETS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"authentication": Basic("lab", "s3cr3t&pass")}, ("s3cr3t&pass", "s3cr3t&amp;pass")),
    ({"headers": (Pair("Authorization", f"Bearer {TOKEN}"),)}, (TOKEN,)),
    ({"headers": (Pair("authkey", TOKEN),)}, (TOKEN,)),
    ({"endpoint": "https://sms.example/Account/MAZTG5ZTMXOWU1YTC0MJ/Message"}, ("MAZTG5ZTMXOWU1YTC0MJ",)),
    ({"endpoint": "https://sms.example/send?apikey=k%2Fq+9%3D8zTT"}, ("k%2Fq+9%3D8zTT", "k/q 9=8zTT")),
    (with_pair("password", "xK2-99fq#Lm1"), ("xK2-99fq#Lm1",)),
    (
        {"parameters": Parameters("multipart", (Pair("to", "$$To"), Pair("text", "$$Body"), Pair("pin", "7351")))},
        ("7351",),
    ),
    (
        raw("json", '{"to": "$$To", "text": "$$Body", "apiKey": "a\\u0062c\\/9f27d1c4e8"}'),
        ("a\\u0062c", "abc/9f27d1c4e8"),
    ),
    (
        {
            "parameters": Parameters("form", (Pair("d", '{"to": "$$To", "m": "$$Body", "apikey": "q\\u00e9-77b2"}'),)),
            "documents": (Document("form:d", "json"),),
        },
        ("q\\u00e9-77b2", "qé-77b2"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "spellings"), SECRETS)
def test_credentials_are_hidden_unless_revealed(parts: dict[str, Any], spellings: tuple[str, ...]) -> None:
    hidden, shown = sheet(template(**parts)), sheet(template(**parts), reveal=True)
    assert hidden.masked
    assert not shown.masked
    for as_format in (as_text, as_markdown, as_html):
        written = as_format(hidden)
        assert not [spelling for spelling in spellings if spelling in written]
        assert "***" in written
        assert "%2A" not in written
        assert "--reveal" in written
        assert "--reveal" not in as_format(shown)
    assert any(spellings[0] in as_format(shown) or spellings[1] in as_format(shown) for as_format in (as_text, as_html))


def test_a_key_that_is_the_providers_name_leaves_the_endpoint_whole() -> None:
    made = sheet(template("https://labsms.example/send", **with_pair("api_key", "labsms")))
    assert row(made, "HTTP Endpoint") == ("type", "https://labsms.example/send")
    assert row(made, "Parameters")[1][-1] == ("api_key", "***")


def test_a_user_name_is_hidden_as_it_may_be_a_key() -> None:
    made = template("https://sms.example/v1/acmecorp1/send", authentication=Basic("acmecorp1", "${TOKEN}"))
    assert row(sheet(made), "Username") == ("type", "***")
    assert row(sheet(made), "HTTP Endpoint") == ("type", "https://sms.example/v1/***/send")
    assert row(sheet(made, reveal=True), "Username") == ("type", "acmecorp1")
    made = template("https://gate.example/sms/send", authentication=Basic("sms", "${TOKEN}"))
    assert row(sheet(made), "Username") == ("type", "***")
    assert row(sheet(made), "HTTP Endpoint") == ("type", "https://gate.example/sms/send")


def test_a_variable_is_no_secret() -> None:
    assert row(sheet(PLIVO), "Password") == ("type", "${PLIVO_AUTH_TOKEN}")
    made = template(headers=(Pair("Authorization", "Bearer ${TOKEN}"),), variables=(Variable("TOKEN", secret=True),))
    assert row(sheet(made), "Headers") == ("type", [("Authorization", "Bearer ${TOKEN}")])


FIRST: list[tuple[dict[str, Any], str]] = [
    ({"headers": (Pair("Authorization", "App YOUR_API_KEY"),)}, "sheet-unfilled"),
    (with_pair("callback_url", "https://hooks.example.com/dlr"), "sheet-callback"),
    (with_pair("schedule_time", "2027-01-15 10:00:00"), "sheet-schedule"),
    (with_pair("DLT_TE_ID", "1107163187788200022"), "sheet-template-id"),
    (with_pair("test", "1"), "sheet-test-flag"),
    (with_pair("groups[]", "vip"), "group-kept"),
    (with_pair("second", "447700900124"), "number-kept"),
    (with_pair("first_name", "Ann"), "person-kept"),
    (with_pair("channel", "viber"), "channel-other"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), FIRST)
def test_values_of_the_sample_are_pointed_at(parts: dict[str, Any], expected: str) -> None:
    assert expected in [one.id for one in sheet(template(**parts)).first]


def test_the_placeholder_that_may_be_there_instead_is_named() -> None:
    made = template(**with_pair("DLT_TE_ID", "1107163187788200022"))
    assert "$$TemplateID" in sheet(made).first[0].do
    assert "a placeholder of the platform" in sheet(made, "clevertap-raw").first[0].do


def test_an_empty_value_is_not_worth_a_word() -> None:
    assert sheet(template(**with_pair("schedule_time", ""))).first == ()


def test_the_test_text_is_one_message_and_says_what_breaks() -> None:
    assert count(TEST_TEXT).segments == 1
    assert count(TEST_TEXT).encoding == "GSM-7"
    assert set('+&%"<\\') <= set(TEST_TEXT)


@pytest.mark.parametrize("name", platforms())
def test_every_platform_is_valid_and_known_to_the_code(name: str) -> None:
    data = json.loads((DATA / "platforms" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert data["id"] == name
    assert load(name) == parse(data)


def test_the_schema_speaks_of_what_the_code_can_do() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    properties = SCHEMA["properties"]
    assert set(properties["rows"]["items"]["properties"]["fill"]["enum"]) == set(FILLERS)
    assert set(properties["remarks"]["items"]["properties"]["when"]["enum"]) == set(TRAITS)


def test_an_unknown_platform_is_an_error_that_names_the_known() -> None:
    with pytest.raises(UsageError) as caught:
        sheet(PLIVO, "clevertrap")
    assert "clevertap" in caught.value.note.do


def test_adding_a_platform_is_adding_a_file() -> None:
    """A platform with words of its own, no Basic authentication, and fewer fields, from data alone."""
    data = json.loads((DATA / "platforms" / "clevertap.json").read_text(encoding="utf-8")) | {
        "id": "words",
        "platform": "Words",
        "authentication": {"none": "None"},
        "placeholders": {
            "To": {"spelling": "Words_to", "says": "number"},
            "Body": {"spelling": "Words_text", "says": "text"},
        },
        "custom": None,
        "remarks": [],
        "rows": [
            {"label": "API URL", "action": "type", "fill": "endpoint"},
            {"label": "Login", "action": "choose", "fill": "authentication"},
            {"label": "Fields", "action": "type", "fill": "parameters"},
        ],
    }  # fmt: skip
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    made = sheet(template("https://sms.example/$$To", authentication=Basic("a", "b")), parse(data))
    assert row(made, "API URL") == ("type", "https://sms.example/Words_to")
    assert row(made, "Fields") == ("type", [("to", "Words_to"), ("text", "Words_text")])
    assert row(made, "Login") == ("stop", "basic")
    assert "$$To" not in made.number.message
    assert [one.id for one in made.losses] == ["sheet-authentication"]
