"""What a program calls: the commands as functions on texts and templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.converting import Conversion
    from curl2sms.explaining import Explanation
    from curl2sms.http import HttpRequest
    from curl2sms.proving import Report
    from curl2sms.sending import Sent
    from curl2sms.template.model import Template
    from curl2sms.unfilled_values import Unfilled


def convert(
    sample: str | bytes,
    *,
    to: str | None = None,
    body: str | None = None,
    macros: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    nth: int | None = None,
    kind: str | None = None,
    catalog: bool = True,
    lift_secrets: bool = False,
    batch: int | None = None,
) -> Conversion:
    """Turn a pasted sample into a template: ``convert(sample).template``.

    ``sample`` is text, or bytes as read from a file (UTF-8, or UTF-16 with a byte order mark), of at most 1 MiB.
    ``to`` and ``body`` are PLACEs (``form:mobiles``) that settle which value is the recipient and which the message;
    ``macros`` puts placeholders of the platform at places: ``{"MessageID": "json:/reference"}``; ``settings`` gives
    values for what the sample leaves to be filled in: ``{"authentication:password": "..."}``;
    ``nth`` picks one of several calls, from 1; ``kind`` is the kind of text (``sample_kinds.NAMES``), where the text
    itself should not decide; ``catalog`` lets what is known about providers settle questions;
    ``lift_secrets`` makes credentials variables; ``batch`` (1 to 1000) makes one request take so many messages.

    Raises errors.SampleError where the sample can't be read or no template can hold it; errors.AmbiguousError, one
    of its kind, carries the ``candidates`` of a question that the sample leaves open.
    """
    from curl2sms import converting, reading
    from curl2sms.choices import Choices

    source = reading.decode_sample(sample.encode() if isinstance(sample, str) else sample, "the sample")
    return converting.convert(
        source,
        Choices(
            to=to,
            body=body,
            macros=tuple((macros or {}).items()),
            settings=settings or {},
            nth=nth,
            kind=kind,
            catalog=catalog,
            lift_secrets=lift_secrets,
            batch=batch,
        ),
    )


def explain(
    sample: str | bytes, *, nth: int | None = None, kind: str | None = None, catalog: bool = True
) -> Explanation:
    """What a sample says, value by value; it need not send a message.

    Raises errors.SampleError only where the call itself can't be read.
    """
    from curl2sms import explaining, reading
    from curl2sms.choices import Choices

    source = reading.decode_sample(sample.encode() if isinstance(sample, str) else sample, "the sample")
    return explaining.explain(source, Choices(nth=nth, kind=kind, catalog=catalog))


def load(text: str) -> Template:
    """The template that a JSON text holds; errors.TemplateError where it is not valid."""
    from curl2sms import template

    return template.load(text, "the template")


def dump(template: Template) -> str:
    """A template as JSON text, which ends with a line feed."""
    from curl2sms.template import dump as dumped

    return dumped(template)


def unfilled(template: Template) -> tuple[Unfilled, ...]:
    """What is still to be filled in of a template, each with its PLACE; ``send`` refuses while there is any."""
    from curl2sms.unfilled_values import unfilled as missing

    return missing(template)


def render(
    template: Template,
    to: str | None,
    body: str | None,
    *,
    variables: Mapping[str, str] | None = None,
    macros: Mapping[str, str] | None = None,
) -> HttpRequest:
    """The request that a template sends for a number and a text.

    ``to`` is a number as a person writes it, best with ``+`` and country code; it is respelt in the provider's form.
    ``variables`` and ``macros`` map names, without ``${}`` and ``$$``, to values. The environment is not looked at.

    Raises errors.UnfitError where a value is missing, or its place can't carry it.
    """
    from curl2sms import rendering

    return rendering.render(template, to, body, variables=variables, macros=macros)


def render_batch(
    template: Template, messages: Sequence[Mapping[str, str]], *, variables: Mapping[str, str] | None = None
) -> HttpRequest:
    """The request that carries several messages, of a template that was converted with ``batch``.

    A message is ``{"to": ..., "body": ...}`` and the texts of other placeholders, by their names without ``$$``.

    Raises errors.UnfitError as ``render`` does, and for more messages than the template takes in one request.
    """
    from curl2sms.rendering import batches

    listed = [
        batches.BatchMessage(
            one.get("to"), one.get("body"), {name: text for name, text in one.items() if name not in ("to", "body")}
        )
        for one in messages
    ]
    return batches.render_batch(template, listed, variables=variables)


def verify(
    template: Template, *, variables: Mapping[str, str] | None = None, macros: Mapping[str, str] | None = None
) -> Report:
    """Prove a template against a mock provider on 127.0.0.1; nothing leaves the machine. ``report.ok`` is the answer.

    Variables and macros without a value are filled with probes.
    """
    from curl2sms import proving

    with proving.provider() as provider:
        return proving.verify(template, provider, variables=variables, macros=macros)


def send(
    template: Template,
    to: str | None,
    body: str | None,
    *,
    variables: Mapping[str, str] | None = None,
    macros: Mapping[str, str] | None = None,
    insecure_http: bool = False,
    allow_unfilled: Collection[str] = (),
    timeout: tuple[float, float] | None = None,
) -> Sent:
    """Send one real message, at most once, and tell what the provider's answer means.

    ``timeout`` is for connecting and for each wait on the answer, in seconds; ``insecure_http`` lets credentials
    travel over plain http; ``allow_unfilled`` are PLACEs whose values are sent though they are still to be filled in
    (``unfilled`` lists them). ``sent.outcome.verdict`` is ``accepted``, ``refused``, ``partial`` (some recipients or
    parts were refused) or ``unknown`` (it may have been sent).

    Raises errors.UnfitError as ``render`` does, errors.SendError while nothing has left the machine.
    """
    from curl2sms import rendering, sending, wire

    request = rendering.render(template, to, body, variables=variables, macros=macros)
    client = rendering.filled_client(template, variables)
    message = sending.Outgoing(request, template, client, insecure_http=insecure_http, allow_unfilled=allow_unfilled)
    return sending.send(message, timeout=timeout or (wire.CONNECT_SECONDS, wire.READ_SECONDS))
