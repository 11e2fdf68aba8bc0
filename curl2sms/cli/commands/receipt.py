"""``receipt``: a provider's delivery report as the platform's callback."""

from __future__ import annotations

import argparse
import json

from curl2sms import shown
from curl2sms.callbacks import POINTS
from curl2sms.cli import arguments, files, inputs, say
from curl2sms.errors import AmbiguousError, Curl2smsError, ExitStatus, SampleError, Source, note
from curl2sms.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from curl2sms.callbacks import Callback
    from curl2sms.receipts import Given, Receipt
    from curl2sms.template.model import Template

EXAMPLES = """\
examples:
  curl2sms receipt report.json --template provider.json
  curl2sms receipt report.txt --id form:reference --state form:status --delivered DELIVRD --failed UNDELIV

exit status: 0 done, also for a state that is not final; 1 a part of the report can't be mapped; 2 none of it can
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A report, the template that says how it is read, and what the template does not say."""
    parser.add_argument(
        "report", nargs="?", type=arguments.InputFile, metavar="REPORT", help="a report; standard input if left out"
    )
    parser.add_argument(
        "--template", type=arguments.InputFile, metavar="TEMPLATE", help="the template whose `callback` says how"
    )
    helps = {
        "list": "where one request holds several reports",
        "id": "where the platform's id of the message is",
        "state": "where the report says what became of the message",
        "time": "where it says when",
        "error": "where it says why",
    }
    for name in POINTS:
        parser.add_argument(
            f"--{name}", metavar="POINT", help=f"{helps[name]}, for example json:/0/{name} or form:{name}"
        )
    for name in ("delivered", "failed"):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="STATE", help=f"a final state that means {name}"
        )
    parser.add_argument("--zone", metavar="ZONE", help="the zone of local times, for example Asia/Kolkata")


def run(options: argparse.Namespace) -> ExitStatus:
    """A report to callbacks: on standard output as JSON, what was read where on standard error."""
    import time

    from curl2sms import receipts

    zone, now = _zone(options.zone), int(time.time())
    template = inputs.template(options.template) if options.template else None
    text, name = files.read_text(options.report or "-")
    source = Source(name, text)
    try:
        report = receipts.read(source)
        callback = receipts.callback_of(report, _given(options, template), now=now)
        made = receipts.receipt(report, callback, now=now, zone=zone)
    except AmbiguousError:  # the question shows all that it is about
        raise
    except Curl2smsError as error:
        error.source = error.source or source
        raise
    _say_what_was_read(callback, made)
    if made.unmapped and len(made.unmapped) == len(made.read):
        say.notes([*made.notes, *(replace(one, kind="warning") for one in made.unmapped[:-1])], source, str)
        raise SampleError(made.unmapped[-1], source)
    _say_what_to_know(made, source, template, callback)
    say.out(shown.safe_json(made.as_data()))
    return ExitStatus.NO if made.unmapped else ExitStatus.DONE


def _zone(name: str | None) -> tzinfo | None:
    """The time zone of a name; UsageError where there is none."""
    from curl2sms.receipts.times import zone_of

    return zone_of(name) if name else None


def _given(options: argparse.Namespace, template: Template | None) -> Given:
    """What the template says of reports, or the catalog of its provider's; and what the command line says instead."""
    from curl2sms.receipts import Given, known_of

    known = known_of(template) if template else Given({})
    points = {name: at for name in POINTS if (at := getattr(options, name))}
    return known.with_answers(points, options.delivered or None, options.failed or None, prefix="--")


def _say_what_was_read(callback: Callback, made: Receipt) -> None:
    """Each part with its point and its text, report by report."""
    from curl2sms.receipts import found_at

    for number, values in enumerate(made.read, 1):
        if len(made.read) > 1:
            say.line(f"report {number}")
        for part, at, text in found_at(callback, values):
            value = "nothing" if text is None else shown.shortened(shown.visible(text), 60)
            say.line(f"  {part:<6} {shown.visible(at)} is {value}")


def _say_what_to_know(made: Receipt, source: Source, template: Template | None, callback: Callback) -> None:
    """What is doubtful, what can't be mapped, and what belongs into the template."""
    from curl2sms.callbacks import as_data
    from curl2sms.tokens import MESSAGE_ID

    said = [*made.notes, *(replace(one, kind="warning") for one in made.unmapped)]
    if template and MESSAGE_ID not in template.macro_names:
        said.append(note("report-id-not-sent"))
    if template is None or template.callback != callback:
        said.append(note("report-callback", callback=json.dumps(as_data(callback), ensure_ascii=False)))
    say.notes(said, source, str)
