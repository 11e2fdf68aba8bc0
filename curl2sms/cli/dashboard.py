"""The commands for the person at the dashboard: what to type, one real message, how long a text is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from curl2sms import shown
from curl2sms.cli import ask, files, say, values
from curl2sms.errors import ExitStatus, Note, SendError, UsageError, note

if TYPE_CHECKING:
    from curl2sms.sending import Plan, Sent


def sheet(options: argparse.Namespace) -> ExitStatus:
    """What to type into which field."""
    from curl2sms import sheet as sheets

    filled = sheets.sheet(values.template(options.template), options.platform, reveal=options.reveal)
    if options.format == "text":
        text = sheets.as_text(filled, columns=say.columns(), colour=not options.output and say.colour(sys.stdout))
    else:
        text = {"markdown": sheets.as_markdown, "html": sheets.as_html}[options.format](filled)
    files.put(text, options.output, options.template)
    return ExitStatus.DONE


def send(options: argparse.Namespace) -> ExitStatus:
    """One real message, at most once."""
    from curl2sms import rendering, sending

    if options.dry_run and options.format == "json":
        raise UsageError(note("dry-run-as-json"))
    template = values.template(options.template)
    body = values.message(options)
    values.refuse_undeclared(options, [template])
    given = values.given(options)
    variables, looked_up = given.variables(template), values.from_environment(template)
    request = rendering.render(
        template, options.to, body, variables=looked_up | variables, macros=given.macros(template)
    )
    plan = sending.plan(
        request,
        template,
        to=options.to,
        body=body,
        from_environment=looked_up.keys() - variables.keys(),
        insecure_http=options.insecure_http,
    )
    doubt = values.doubt(options.to, template)
    hide = values.mask(template, request, looked_up | variables)
    if options.dry_run:
        _say_plan(plan, doubt)
        say.out(hide(rendering.FORMATS["http"](request)))
        return ExitStatus.DONE
    _refuse(plan.obstacles)
    if not _agreed(plan, doubt, unasked=options.yes):
        say.line("Nothing was sent.")
        return ExitStatus.NO
    sent = sending.send(request, template, insecure_http=options.insecure_http)
    try:
        say.out(hide(_as_json(sent) if options.format == "json" else _as_text(sent)))
    except UsageError as error:  # it was sent all the same, and only the exit status can tell
        say.error(error)
    return sent.exit_status


def segments(options: argparse.Namespace) -> ExitStatus:
    """How many parts a text takes."""
    from curl2sms import segments as counting

    text = files.read_text("-")[0].removesuffix("\n") if options.text == "-" else options.text
    say.out(counting.describe(counting.count(text)) + "\n")
    return ExitStatus.DONE


def _refuse(obstacles: Sequence[Note]) -> None:
    """SendError for the last of what stands in the way, the others said before."""
    if not obstacles:
        return
    *others, last = obstacles
    for obstacle in others:
        say.error(SendError(obstacle))
    raise SendError(last)


def _agreed(plan: Plan, doubt: Note | None, *, unasked: bool) -> bool:
    """Whether the person at the terminal wants the message sent; UsageError where nobody is there to be asked."""
    if unasked:
        if doubt:
            say.warning(doubt)
        return True
    _say_plan(plan, doubt)
    if not sys.stdin.isatty():
        raise UsageError(note("send-needs-yes"))
    return ask.confirm("Send this one message?")


def _say_plan(plan: Plan, doubt: Note | None) -> None:
    from curl2sms import segments as counting

    say.line(f"  to host    {shown.visible(plan.host)}")
    if plan.number is not None:
        say.line(f"  number     {shown.visible(plan.number)}")
    if plan.segments is not None:
        say.line(f"  message    {counting.describe(plan.segments)}")
    if plan.from_environment:
        say.line(f"  variables  {', '.join(plan.from_environment)} from the environment")
    for said in (doubt, *plan.obstacles):
        if said:
            say.line(f"  but        {shown.visible(said.message)}")


def _as_json(sent: Sent) -> str:
    return json.dumps(sent.as_json(), ensure_ascii=False, indent=2) + "\n"


def _as_text(sent: Sent) -> str:
    status = f" (HTTP {sent.answer.status})" if sent.answer else ""
    lines = [f"{sent.outcome.verdict}{status}: {shown.visible(sent.outcome.why)}"]
    if sent.outcome.message_id and sent.outcome.verdict != "refused":
        lines.append(f"message id: {shown.visible(sent.outcome.message_id)}")
    if sent.said and sent.outcome.verdict != "accepted":
        lines.append(f"the provider says: {shown.visible(sent.said)}")
    if sent.outcome.verdict == "unknown" and sent.answer:  # without an answer the sentence above says it
        unknown = note("send-unknown")
        lines.append(f"{unknown.message} {unknown.do}")
    return "\n".join(lines) + "\n"
