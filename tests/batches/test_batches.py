"""Several messages in one request: which samples can, what is sent, what the command line takes, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import curl2sms
from curl2sms import convert, dump, load, render
from curl2sms.cli import main
from curl2sms.errors import SampleError, UnfitError
from curl2sms.proving.batch import elements
from curl2sms.rendering.batches import BatchMessage, render_batch
from curl2sms.sheet import sheet
from curl2sms.template.batching import lists_in
from curl2sms.template.model import Template

CORPUS = Path(__file__).parents[1] / "cases" / "corpus"
LISTS = {
    "d7networks-02": "json:/messages",
    "exotel-07": "json:/sms",
    "fasthub-01": "json:/messages",
    "infobip-01": "json:/messages",
    "karix-01": "json:/messages",
    "msg91-05": "json:/sms",
}
OUTSIDE = ("beem-02", "bird-01", "octopush-01", "smsfactor-02", "tnz-01")


def sample(name: str) -> bytes:
    (path,) = CORPUS.rglob(f"{name}.sh")
    return path.read_bytes()


def batch(body: str, key: str = "json:/m", size: int = 100, **parts: Any) -> Template:
    data = {
        "version": 1,
        "name": "lab",
        "method": "POST",
        "endpoint": "https://sms.example/send",
        "parameters": {"type": "raw", "syntax": "json", "body": body},
        "recipient": {"format": "digits"},
        "batch": {"key": key, "size": size},
        **parts,
    }
    return load(json.dumps(data))


BODY = '{"from": "ACME", "m": [{"to": "$$To", "text": "$$Body"}], "n": 1.10}'


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_records_becomes_a_batch(name: str) -> None:
    made = convert(sample(name), batch=7).template
    assert made.batch is not None
    assert (made.batch.key, made.batch.size) == (LISTS[name], 7)
    assert load(dump(made)) == made
    single = convert(sample(name))
    assert single.template.batch is None
    assert "batch-possible" in {note.id for note in single.notes}
    assert "batch-possible" not in {note.id for note in convert(sample(name), batch=7).notes}


def test_a_body_that_is_the_list_is_named() -> None:
    body = '[{"to": "447700900123", "text": "Hello there"}]'
    (said,) = [
        note for note in convert(f"curl https://a.example/send -d '{body}'").notes if note.id == "batch-possible"
    ]
    assert said.message.startswith("body is a list of records")


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_text_outside_of_the_record_is_refused(name: str) -> None:
    with pytest.raises(SampleError) as caught:
        convert(sample(name), batch=100)
    assert caught.value.note.id == "batch-text-outside"
    assert caught.value.note.span is not None
    assert "batch-possible" not in {note.id for note in convert(sample(name)).notes}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"to": ["447700900123"], "text": "Hello you"}', "batch-bare-numbers"),
        ('{"to": "447700900123", "text": "Hello you"}', "batch-no-list"),
        ('{"0": {"to": "447700900123", "text": "Hello you"}}', "batch-no-list"),
        ("to=447700900123&text=Hello", "batch-no-json"),
    ],
)
def test_what_can_be_no_batch_is_refused_with_its_reason(body: str, said: str) -> None:
    call = f"curl https://sms.example -d '{body}'"
    with pytest.raises(SampleError) as caught:
        convert(call, batch=100)
    assert caught.value.note.id == said
    assert "batch-possible" not in {note.id for note in convert(call).notes}


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ('[{"to": "447700900123", "text": "Hello you"}]', "json:"),
        ('{"a": {"b": [{"c": {"to": "447700900123"}, "text": "Hello you"}]}}', "json:/a/b"),
        ('{"o": [{"i": [{"to": "447700900123", "text": "Hello you"}]}]}', "json:/o/0/i"),
        ('{"o": [{"text": "Hello you", "i": [{"to": "447700900123"}]}]}', "json:/o"),
        ('{"a/b": [{"to": "447700900123", "text": "Hello you"}]}', "json:/a~1b"),
    ],
)
def test_the_list_of_the_batch_is_the_innermost_that_holds_both(body: str, key: str) -> None:
    made = convert(f"curl https://sms.example --json '{body}'", batch=100).template
    assert made.batch is not None
    assert made.batch.key == key
    request = render_batch(made, [BatchMessage("447700900123", "one"), BatchMessage("447700900124", "two")])
    assert (request.body or b"").count(b"44770090012") == 2


# What is sent.

MESSAGES = [
    BatchMessage("14155550100", 'He said "hi"'),
    BatchMessage("14155550101", "$$To \\ ${X}"),
    BatchMessage("14155550102", "ü"),
]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_each_message_has_a_record_and_all_else_occurs_once(count: int) -> None:
    body = (render_batch(batch(BODY), MESSAGES[:count]).body or b"").decode()
    assert body.startswith('{"from": "ACME", "m": [{"to": ')
    assert body.endswith('], "n": 1.10}')
    got = json.loads(body)["m"]
    assert got == [{"to": one.to, "text": one.body} for one in MESSAGES[:count]]


def test_one_message_is_sent_as_without_a_batch() -> None:
    assert render_batch(batch(BODY), MESSAGES[:1]) == render(batch(BODY), "14155550100", 'He said "hi"')


def test_the_records_stand_as_the_one_of_the_template_does() -> None:
    made = batch('{"m": [\n    {"to": "$$To", "text": "$$Body"}\n  ]}')
    body = (render_batch(made, [BatchMessage("1415", "a"), BatchMessage("1416", "b")]).body or b"").decode()
    assert body == '{"m": [\n    {"to": "1415", "text": "a"},\n    {"to": "1416", "text": "b"}\n  ]}'


def test_never_more_than_the_size_and_never_none() -> None:
    made = batch(BODY, size=2)
    assert render_batch(made, MESSAGES[:2]).body
    for messages, said in ((MESSAGES, "batch-too-many"), ([], "batch-empty")):
        with pytest.raises(UnfitError) as caught:
            render_batch(made, messages)
        assert caught.value.note.id == said
    with pytest.raises(UnfitError) as caught:
        render_batch(convert(sample("infobip-01")).template, MESSAGES)
    assert caught.value.note.id == "batch-none"


def test_a_value_outside_of_the_record_is_the_same_for_all() -> None:
    body = '{"c": "$$CampaignID", "m": [{"to": "$$To", "text": "$$Body", "id": "$$MessageID"}]}'
    made = batch(body, macros=[{"name": "CampaignID"}, {"name": "MessageID"}])

    def message(campaign: str, own: str) -> BatchMessage:
        return BatchMessage("1415", "a", {"CampaignID": campaign, "MessageID": own})

    got = json.loads(render_batch(made, [message("c", "1"), message("c", "2")]).body or b"")
    assert (got["c"], [one["id"] for one in got["m"]]) == ("c", ["1", "2"])
    with pytest.raises(UnfitError) as caught:
        render_batch(made, [message("c", "1"), message("d", "2")])
    assert caught.value.note.id == "batch-outside-differs"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_of_every_record_arrives(texts: list[str]) -> None:
    body = render_batch(batch(BODY), [BatchMessage(f"1415{number}", text) for number, text in enumerate(texts)]).body
    assert [one["text"] for one in json.loads(body or b"")["m"]] == texts


def test_the_library_takes_messages_by_names() -> None:
    body = '{"m": [{"to": "$$To", "text": "$$Body", "id": "$$MessageID"}]}'
    made = batch(body, macros=[{"name": "MessageID"}])
    messages = [{"to": "1415", "body": "a", "MessageID": "1"}, {"to": "1416", "body": "b", "MessageID": "2"}]
    got = json.loads(curl2sms.render_batch(made, messages).body or b"")["m"]
    assert got == [{"to": "1415", "text": "a", "id": "1"}, {"to": "1416", "text": "b", "id": "2"}]


# Lists in JSON: as rendering finds them, and as the standard library's decoder does.

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.sampled_from([None, 1, " "]))
def test_two_ways_to_find_lists_agree(value: Any, indent: Any) -> None:
    text = json.dumps(value, indent=indent)
    for pointer, listed in lists_in(text).items():
        found = elements(text, f"json:{pointer}")
        assert found.elements == tuple(text[one.start : one.end] for one in listed.members)
        assert found.before == text[: listed.members[0].start]
        assert found.behind == text[listed.members[-1].end :]


# The command line.


def written(tmp_path: Path, made: Template, name: str = "batch.json") -> str:
    file = tmp_path / name
    file.write_text(dump(made), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        (["--batch", "FILE"], 100),
        (["FILE", "--batch"], 100),
        (["--batch", "7", "FILE"], 7),
        (["--batch=7", "FILE"], 7),
        (["FILE", "--batch", "7"], 7),
        (["--batch", "--no-catalog", "FILE"], 100),
    ],
)
def test_the_size_may_be_left_out(
    arguments: list[str], size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.sh"
    file.write_bytes(sample("infobip-01"))
    assert main(["convert", *(str(file) if one == "FILE" else one for one in arguments)]) == 0
    assert json.loads(capsys.readouterr().out)["batch"] == {"key": "json:/messages", "size": size}


@pytest.mark.parametrize("size", ["0", "1001", "-1", "x"])
def test_a_size_that_is_none_is_refused(size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sample.sh"
    file.write_bytes(sample("infobip-01"))
    assert main(["convert", str(file), f"--batch={size}"]) == 2
    assert "is not a batch size" in capsys.readouterr().err


def test_a_sample_that_takes_several_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sample.sh"
    file.write_bytes(sample("infobip-01"))
    assert main(["convert", str(file)]) == 0
    assert "--batch 100" in capsys.readouterr().err


def shown(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(json.loads(capsys.readouterr().out)["body"])["m"]


def test_numbers_may_be_given_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, batch(BODY))
    arguments = ["render", file, "--to", "+14155550100", "--to", "+14155550101", "--body", "Hi", "--format", "json"]
    assert main(arguments) == 0
    assert shown(capsys) == [{"to": "14155550100", "text": "Hi"}, {"to": "14155550101", "text": "Hi"}]


RECORDS = {
    "json": '{"to": "+14155550100", "body": "a \\"b\\"", "$$MessageID": "1"}\n\n'
    '{"to": 14155550101, "body": "c", "MessageID": "2"}\n',
    "csv": 'to,body,MessageID\r\n+14155550100,"a ""b""",1\r\n14155550101,c,2\r\n',
}


@pytest.mark.parametrize("form", RECORDS)
def test_records_may_be_in_a_file(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = batch(BODY.replace('"}]', '", "id": "$$MessageID"}]'), macros=[{"name": "MessageID"}])
    records = tmp_path / "records"
    records.write_text(RECORDS[form], encoding="utf-8", newline="")
    assert main(["render", written(tmp_path, made), "--records", str(records), "--format", "json"]) == 0
    assert shown(capsys) == [
        {"to": "14155550100", "text": 'a "b"', "id": "1"},
        {"to": "14155550101", "text": "c", "id": "2"},
    ]


def test_what_a_record_lacks_may_be_given_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "records"
    records.write_text('to\n14155550100\n"14155550101"\n', encoding="utf-8")
    arguments = [
        "render",
        written(tmp_path, batch(BODY)),
        "--records",
        str(records),
        "--body",
        "Hi",
        "--format",
        "json",
    ]
    assert main(arguments) == 0
    assert [one["text"] for one in shown(capsys)] == ["Hi", "Hi"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('{"to": "1415", "body": "a"}\n{"to": "1416", "body": "b", "foo": "1"}', 2, "no placeholder 'foo'"),
        ('{"to": "1415", "body": "a"}\n{"body": "b"}', 2, "the number (to) is missing"),
        ('{"to": "1415", "body": "a"}\n{"to": "1416"}', 2, "--body TEXT"),
        ('{"to": "1415", "body": "a"}\n{"to": "nobody", "body": "a"}', 2, "not a phone number"),
        ('{"to": "1415", "body": "a"}\n["1416"]', 2, "not a JSON object"),
        ('{"to": "1415", "body": "a"}\n{"to": "1416"', 2, "not valid JSON"),
        ('{"to": "1415", "to": "1416", "body": "a"}', 1, "twice"),
        ('{"to": "1415", "body": null}', 1, "body is no text"),
        ('{"to": true, "body": "a"}', 1, "to is no text"),
        ('{"to": NaN, "body": "a"}', 1, "not valid JSON"),
        ("to,body\n1415,a\n1416", 3, "1 values for 2 names"),
        ("to,body\n1415,a\n1416,b,c", 3, "3 values for 2 names"),
        ("number,body\n1415,a", 1, "one must be to"),
        ("to,to\n1415,1416", 1, "each once"),
        ('to,body\n1415,"a\nb"\n1416,"c" d', 4, "not valid CSV"),
        ("to,body\n1415,a\n,b", 3, "the number (to) is missing"),
        ("to,body\n", 1, "no record"),
        ("", 1, "no record"),
    ],
)
def test_a_bad_line_is_named(
    text: str, line: int, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "records"
    records.write_text(text, encoding="utf-8", newline="")
    assert main(["render", written(tmp_path, batch(BODY)), "--records", str(records)]) == 2
    said = capsys.readouterr().err
    assert f"line {line}: " in said
    assert why in said


def test_what_makes_no_sense_together_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "records"
    records.write_text('{"to": "1415", "body": "a"}', encoding="utf-8")
    file = written(tmp_path, batch(BODY))
    assert main(["render", file, "--records", str(records), "--to", "1415"]) == 2
    assert "--records and --to can't be combined" in capsys.readouterr().err
    plain = written(tmp_path, convert(sample("msg91-05")).template, "plain.json")
    assert main(["render", plain, "--to", "+919812345417", "--to", "+919812345418", "--body", "a"]) == 2
    assert "it has no batch" in capsys.readouterr().err


# The sheet.


def rows(made: Template, platform: str = "clevertap") -> dict[str, Any]:
    filled = sheet(made, platform)
    cells = {row.label: (row.action, row.cell.text if row.cell else None) for row in filled.rows}
    return cells | {"losses": [one.id for one in filled.losses], "unknown": [one.id for one in filled.unknown]}


def test_the_sheet_ticks_batch_and_names_key_and_size() -> None:
    told = rows(batch(BODY))
    assert told["Batch"] == ("choose", "ticked")
    assert told["Batch: key name"] == ("type", "m")
    assert told["Batch: records per batch"] == ("type", "100")
    assert "clevertap-batch-size" in told["unknown"]
    assert told["losses"] == []
    plain = rows(convert(sample("infobip-01")).template)
    assert plain["Batch"] == ("leave", None)
    assert "Batch: key name" not in plain
    assert "clevertap-batch-size" not in plain["unknown"]


def test_what_the_form_cannot_batch_is_a_loss() -> None:
    nested = batch('{"a": {"b": [{"to": "$$To", "text": "$$Body"}]}}', "json:/a/b")
    assert rows(nested)["losses"] == ["sheet-batch-key"]
    root = rows(batch('[{"to": "$$To", "text": "$$Body"}]', "json:"))
    assert root["losses"] == ["sheet-batch-key"]
    assert root["Batch: key name"] == ("stop", None)
    assert "sheet-batch" in rows(batch(BODY), "clevertap-raw")["losses"]
