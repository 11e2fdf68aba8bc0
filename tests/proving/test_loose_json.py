"""What convert repairs of a sample's JSON is proven, alone and beside the sample: every difference is announced."""

from __future__ import annotations

import json
from functools import partial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curl2sms import proving, reading
from curl2sms.choices import Choices
from curl2sms.converting import Conversion, convert
from curl2sms.errors import Source
from curl2sms.layers import json as lenient
from curl2sms.layers.edits import apply
from curl2sms.proving import against, oracle, trials
from curl2sms.proving.decoders import document
from curl2sms.proving.model import Check, Verdict
from tests.examples import examples

JSON = "curl https://sms.example/send -H 'Content-Type: application/json' -d "
# A sample, and the ids of the changes that its template needs.
SAMPLES = {
    JSON + '\'{"msisdn": {{phone}}, "content": {{words}}}\'': ["json-quoted", "json-quoted"],
    JSON + '\'{"msisdn": 4477009****, "content": "Hi there"}\'': ["json-quoted"],
    JSON + '\'{"msisdn": [07700900123], "content": "Hi there"}\'': ["json-quoted"],
    JSON + '\'{"msisdn": +447700900123, "content": <the text>, "n": [1, 007, 1.10, -0]}\'': ["json-quoted"] * 3,
    JSON + '\'{"msisdn": $$To, "content": $$Body}\'': ["json-quoted"],
    JSON + '\'{"msisdn": "447700900123", "content": 4711, "ok": True, "a": None}\'': ["json-quoted"] * 2
    + ["message-quoted"],
    JSON + '\'{"msisdn": "447700900123", // whom\n "content": "Hi // there", /* b */ # c\n "a": [1,],}\'': [
        "json-mended"
    ]
    * 4,
    JSON + "\"{msisdn: '447700900123', content: 'a \\\"b\\\", c'}\"": ["json-mended"] * 4,
    JSON + '\'{"msisdn": "447700900123", "content": "Hi\n\tthere"}\'': ["json-mended"],
    "curl https://sms.example/send --data-urlencode \"d={'msisdn': '447700900123', 'content': 'Hi', 'id': {{id}}}\"": [
        "json-mended"
    ]
    * 5
    + ["json-quoted"],
    'curl -g \'https://sms.example/send?d={msisdn:"447700900123",content:"Hi%20there",}\'': ["json-mended"] * 3,
}


def failed(made: Conversion, sample: str, provider: proving.Provider) -> list[Check]:
    """What is wrong with a template itself, and what differs from its sample."""
    expected = oracle.expectation(made.template)
    assert [defect for defect in expected.defects if defect.kind == "error"] == []
    read, values = reading.read(Source("sample", sample)), trials.plain_values(expected)
    checks = against.checks(made.template, read, expected, provider, values)
    return [check for check in checks if check.verdict in (Verdict.FAIL, Verdict.SKIPPED)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_repaired_json_is_proven_beside_its_sample(sample: str, provider: proving.Provider) -> None:
    made = convert(Source("sample", sample), Choices(catalog=False))
    assert sorted(one.id for one in made.survey.changes) == sorted(SAMPLES[sample])
    assert failed(made, sample, provider) == []


def test_what_was_not_repaired_is_noticed(provider: proving.Provider) -> None:
    """Leniency in reading a sample lets no other structure pass."""
    loose, other = (JSON + f'\'{{"msisdn": "447700900123", "content": "Hi", "n": {n},}}\'' for n in ("007", '"8"'))
    differences = [one for check in failed(convert(Source("x", other)), loose, provider) for one in check.differences]
    assert "json:/n" in {one.place for one in differences}


def loosened(choice: Random, value: object) -> str:
    """A value as JSON that only lenient readers take: comments, commas, quotes and line breaks as people write them."""
    gap = partial(choice.choice, ["", "", "", " ", "\n ", ' /* it\'s "x": */ ', " // it's {\n", " # a: b\n"])
    comma = choice.choice(["", "", ","])
    if isinstance(value, dict):
        members = [
            f"{gap()}{_text(choice, name)}{gap()}:{gap()}{loosened(choice, one)}{gap()}" for name, one in value.items()
        ]
        return "{" + ",".join(members) + comma * bool(members) + gap() + "}"
    if isinstance(value, list):
        members = [f"{gap()}{loosened(choice, one)}{gap()}" for one in value]
        return "[" + ",".join(members) + comma * bool(members) + gap() + "]"
    if isinstance(value, str):
        return _text(choice, value)
    in_python = (value is None or isinstance(value, bool)) and choice.choice([False, True])
    return str(value) if in_python else json.dumps(value)


def _text(choice: Random, text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return choice.choice([written, written.replace("\\n", "\n"), "'" + written[1:-1].replace("'", "\\'") + "'"])


TEXTS = st.text(st.sampled_from(list("ab1 \n'\"/*#,:]}\\é")), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@examples(150)
@given(st.randoms(use_true_random=False), VALUES)
def test_the_oracle_reads_loose_json_as_what_it_is_repaired_to(choice: Random, value: object) -> None:
    """Two readers that share no code: the tokenizer that repairs, and the decoder that judges."""
    text = loosened(choice, [value])
    strict = apply(text, (edit for mend in lenient.mends(text) for edit in mend.edits))
    assert json.loads(strict) == [value]
    read, mended = ([(one.step, one.text) for one in document("any json", one)] for one in (text, strict))
    assert read == mended
