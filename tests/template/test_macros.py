"""A sample that is a platform's already: its placeholders are taken at their word."""

from __future__ import annotations

import json

import pytest

from curl2sms.choices import Choices
from curl2sms.converting import Conversion, convert
from curl2sms.errors import SampleError, Source
from curl2sms.rendering import render
from curl2sms.tokens import documented, holds_macro


def converted(body: dict[str, object], url: str = "https://x.example/s", options: str = "") -> Conversion:
    sample = f"curl {options} '{url}' -H 'Content-Type: application/json' -d '{json.dumps(body)}'"
    return convert(Source("sample", sample), Choices(catalog=False))


@pytest.mark.parametrize(
    ("text", "held"), [("+$$To", True), ("$$To;$$Body", True), ("$$Total", False), ("${To}", False), ("$$to", False)]
)
def test_a_placeholder_is_found_by_its_very_name(text: str, held: bool) -> None:
    assert holds_macro(text, "To") is held


def test_the_platforms_tell_which_names_are_documented() -> None:
    assert documented() == {"TemplateID", "TemplateVariables", "CampaignID", "MessageID"}


def test_documented_placeholders_become_macros_in_the_order_of_the_request() -> None:
    made = converted({"to": "$$To", "text": "$$Body", "ref": "c$$CampaignID-$$MessageID", "again": "$$CampaignID"})
    assert [macro.name for macro in made.template.macros] == ["CampaignID", "MessageID"]
    assert made.template.variables == ()
    assert not made.notes
    sent = render(made.template, "447700900123", "Hi", macros={"MessageID": '"1"', "CampaignID": "7"})
    assert json.loads(sent.body or b"") == {"to": "447700900123", "text": "Hi", "ref": 'c7-"1"', "again": "7"}


def test_number_and_text_may_occur_twice() -> None:
    made = converted({"phone": "$$To", "mobile": "$$To", "text": "$$Body", "ref": "$$To: $$Body"})
    sent = json.loads(render(made.template, "+447700900123", "Hi").body or b"")
    assert sent == {"phone": "+447700900123", "mobile": "+447700900123", "text": "Hi", "ref": "+447700900123: Hi"}


def test_a_placeholder_within_a_document_is_escaped_by_all_layers() -> None:
    made = converted({"to": "$$To", "text": "$$Body", "meta": json.dumps({"id": "$$MessageID"})})
    assert [(document.at, document.syntax) for document in made.template.documents] == [("json:/meta", "json")]
    sent = json.loads(render(made.template, "447700900123", "Hi", macros={"MessageID": '"\n'}).body or b"")
    assert json.loads(sent["meta"]) == {"id": '"\n'}


def test_what_only_looks_like_a_placeholder_stays_text() -> None:
    made = converted({"to": "447700900123", "text": "Hi", "sum": "pa$$w0rd"}, options="-u 'u:$$MessageID'")
    assert made.template.macros == ()
    sent = render(made.template, "447700900124", "Hi")
    assert json.loads(sent.body or b"") == {"to": "447700900124", "text": "Hi", "sum": "pa$$w0rd"}
    assert sent.basic == ("u", "$$MessageID")


def test_a_placeholder_in_credentials_is_none_though_it_is_a_macro_elsewhere() -> None:
    made = converted({"to": "$$To", "text": "$$Body", "ref": "$$MessageID"}, options="-u 'u:$$MessageID'")
    assert render(made.template, "447700900124", "Hi", macros={"MessageID": "1"}).basic == ("u", "$$MessageID")


def test_a_template_of_the_platforms_does_instead_of_a_text() -> None:
    made = converted({"tid": "$$TemplateID", "msgs": [{"to": "$$To", "variables": "$$TemplateVariables"}]})
    assert made.survey.message is None
    sent = render(made.template, "447700900123", None, macros={"TemplateID": "7", "TemplateVariables": "a,b"})
    assert json.loads(sent.body or b"") == {"tid": "7", "msgs": [{"to": "447700900123", "variables": "a,b"}]}
    with pytest.raises(SampleError):
        converted({"tid": "$$TemplateID", "to": "$$To", "text": "true"})
    with pytest.raises(SampleError):
        converted({"tid": "7", "msgs": [{"to": "$$To", "variables": "$$TemplateVariables"}]})


def test_another_name_is_kept_as_text_and_pointed_at() -> None:
    made = converted({"to": "$$To", "text": "$$Body", "uid": "$$uid"})
    assert [(said.id, said.at) for said in made.notes] == [("macro-unknown", "json:/uid")]
    assert json.loads(render(made.template, "447700900123", "Hi").body or b"")["uid"] == "$$uid"


def test_a_shell_s_process_number_is_not_spoken_of() -> None:
    sample = 'curl "https://x.example/s?to=$$To&text=$$Body&tid=$$TemplateID&n=$$Nonce"'
    said = [one.id for one in convert(Source("sample", sample), Choices(catalog=False)).notes]
    assert sorted(said) == ["dollar-kept", "macro-unknown"]
