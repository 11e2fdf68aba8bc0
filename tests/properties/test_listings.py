"""Listings cut, doubled and garbled anywhere: each is read or refused with its words, and never a defect."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from curl2sms import reading
from curl2sms.errors import SampleError, Source
from tests.examples import examples

CASES = Path(__file__).parent.parent / "cases" / "programs"
FILES = [path for path in sorted(CASES.iterdir()) if path.suffix in {".php", ".js"}]
LISTINGS = {path.name: path.read_text(encoding="utf-8") for path in FILES}
PIECES = [*"{}()[]'\"`;$.\\,=-@", "${", "<<<E\n", "=>", "...", "\ufeff", "😀", "?>", "await ", "new ", "return "]


@st.composite
def garbled(draw: st.DrawFn) -> tuple[str, str]:
    """The kind of a listing, and the listing with some of its stretches taken out, doubled or replaced."""
    name = draw(st.sampled_from(sorted(LISTINGS)))
    text = LISTINGS[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from([*PIECES, "", text[start:end] * 2, text[: end - start]]))
        text = text[:start] + piece + text[end:]
    return ("php" if name.endswith(".php") else "javascript"), text


@given(garbled())
@examples(60)
def test_a_garbled_listing_is_read_or_refused(listing: tuple[str, str]) -> None:
    kind, text = listing
    source = Source("listing", text)
    for named in (None, kind):
        with suppress(SampleError):
            assert reading.read(source, nth=1, kind=named).request.method
