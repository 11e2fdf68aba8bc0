"""The kind of text that a sample is: decided by its content in a stated order, or named."""

from importlib import import_module

import pytest

from curl2sms import reading, sample_kinds
from curl2sms.errors import SampleError, Source, UsageError

CURL = "curl https://api.example.com/sms -d to=447700900123 -d text=Hello"
URL = "https://api.example.com/sms?to=447700900123&text=Hello"


@pytest.mark.parametrize("kind", sample_kinds.KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_a_reader(kind: sample_kinds.Kind) -> None:
    assert callable(import_module(kind.module).read)


@pytest.mark.parametrize(("text", "kind"), [(CURL, "curl"), (URL, "url"), (f"{URL}\n{CURL}", "curl")])
def test_the_content_decides(text: str, kind: str) -> None:
    assert reading.read(Source("sample", text)).kind == kind


def test_a_kind_that_is_named_decides() -> None:
    assert reading.read(Source("sample", f"{URL}\n{CURL} -d x=1"), nth=1, kind="url").request.url == URL


def test_a_kind_that_nobody_knows_is_a_wrong_use() -> None:
    with pytest.raises(UsageError) as refused:
        reading.read(Source("sample", URL), kind="soap")
    assert "postman" in refused.value.note.do


def test_a_kind_without_a_call_is_refused() -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", URL), kind="curl")
    assert refused.value.note.id == "kind-without-call"
