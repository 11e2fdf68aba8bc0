"""A pytest plugin: the mock provider as a fixture, so that an application's own tests can send to it.

    def test_the_reminder(sms_provider):
        send_reminder("+14155550100", endpoint=sms_provider.url + "/v1/messages")
        assert sms_provider.message("provider.json").body == "Your appointment is tomorrow."

Nothing is imported until a test asks for the fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curl2sms.records import attribute, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.proving.mock import Provider, Received
    from curl2sms.template.model import Template


@record
class Message:
    """A message as the provider would have received it, by a template.

    ``to`` is spelt as on the wire. ``values`` holds what was at the other placeholders and variables, by name as
    the template writes it (``$$MessageID``, ``${KEY}``). ``differences`` shows what of the request is not as the
    template says; it is empty where all is.
    """

    to: str
    body: str
    values: dict[str, str] = attribute(repr=False)
    differences: tuple[str, ...]


@record
class SmsProvider:
    """The running mock provider: ``url`` is its origin on loopback, ``received`` what came in, oldest first."""

    provider: Provider

    @property
    def url(self) -> str:
        """The origin to send to: ``http://127.0.0.1:PORT``."""
        return self.provider.url

    @property
    def received(self) -> list[Received]:
        """The requests so far, as they arrived."""
        return self.provider.received

    def answer(self, status: int = 200, body: str = "", headers: dict[str, str] | None = None) -> None:
        """What to answer from now on: a success of the provider's documentation, or one of its bad days."""
        from curl2sms.proving.mock import Play

        self.provider.play(Play(status, headers or {}, body.encode()))

    def message(self, template: str | Path | Template, index: int = -1, record: int = 0) -> Message:
        """The message that a request carries (the last one by default), read by a template or its file.

        ``record`` says which of a batch's messages, from 0. Of a template that fetches a token, any token will do.

        AssertionError where no request came, or where it is not one of the template's.
        """
        from curl2sms import secret_values
        from curl2sms.proving import batch, oracle
        from curl2sms.report.safe import masked, told
        from curl2sms.template import load
        from curl2sms.tokens import BODY_TOKEN, TO_TOKEN

        if not self.received:
            raise AssertionError("no request came in")
        received = self.received[index]
        if isinstance(template, str | Path):
            template = load(Path(template).read_text(encoding="utf-8"), str(template))
        expected = oracle.expectation(template, self.url)
        if template.batch:
            received = batch.one_of(received, template.batch.key, record, expected.charset)
        values = expected.read(received)
        given = [(name.removeprefix("${").removesuffix("}"), value) for name, value in values.items()]
        secrets = secret_values.of_template(template, given=given)
        hide = secrets.mask()
        if missing := [token for token in expected.tokens if token not in values]:
            target = secrets.at("request", hide)(received.target.decode("utf-8", "backslashreplace"))
            raise AssertionError(f"{received.method} {target} has no value for {', '.join(missing)}")
        differences = expected.differences(received, values, any_client=True)
        said = tuple(told(masked(one, secrets, hide)) for one in differences if one.place != "host")
        return Message(values.pop(TO_TOKEN, ""), values.pop(BODY_TOKEN, ""), values, said)


@pytest.fixture
def sms_provider() -> Iterator[SmsProvider]:
    """A mock SMS provider on loopback that keeps every request; see curl2sms' documentation."""
    from curl2sms.proving.mock import provider

    with provider() as running:
        yield SmsProvider(running)
