"""``send``: one real message, at most once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from curl2sms import shown
from curl2sms.cli import arguments, ask, messages, say
from curl2sms.errors import ExitStatus, Note, SendError, UnfitError, UsageError, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from curl2sms.cli.messages import MessageInput
    from curl2sms.http import OAuth2
    from curl2sms.sending import Plan, Sent

EXAMPLES = """\
examples:
  curl2sms send provider.json --to +919812345417 --body 'Hello' --dry-run
  curl2sms send provider.json --to +919812345417 --body 'Hello'

exit status: 0 accepted; 1 refused, whole or in part; 3 unknown, it may have been sent
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A message, and how careful to be with it."""
    arguments.message(parser)
    parser.add_argument("--yes", action="store_true", help="send without asking")
    parser.add_argument("--dry-run", action="store_true", help="show the request, and send nothing")
    parser.add_argument("--insecure-http", action="store_true", help="allow credentials over plain http")
    parser.add_argument(
        "--allow-unfilled",
        action="append",
        default=[],
        metavar="PLACE",
        help="send the value at PLACE as it is, though it is still to be filled in",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> ExitStatus:
    """Send one message; its outcome is the exit status."""
    from curl2sms import rendering, sending

    if options.dry_run and options.format == "json":
        raise UsageError(note("dry-run-as-json"))
    message = messages.given(options)
    request = message.request()
    client, lacking = _client(message, is_sent=not options.dry_run)
    outgoing = sending.Outgoing(
        request, message.template, client, insecure_http=options.insecure_http, allow_unfilled=options.allow_unfilled
    )
    plan = sending.plan(outgoing, to=message.to, body=message.body, from_environment=message.looked_up)
    doubt, hide = message.doubt(request), message.mask(request)
    if options.dry_run:
        _say_plan(plan, doubt, lacking)
        say.out(hide(rendering.FORMATS["http"](request)))
        return ExitStatus.DONE
    _refuse(plan.obstacles)
    if not _agreed(plan, doubt, unasked=options.yes):
        say.line("Nothing was sent.")
        return ExitStatus.NO
    sent = sending.send(outgoing)
    hide_tokens = shown.Mask(sent.tokens)
    try:
        say.out(hide_tokens(hide(_as_json(sent) if options.format == "json" else _as_text(sent))))
    except UsageError as error:  # it was sent anyway, and only the exit status can tell
        say.error(error)
    return sent.exit_status


def _client(message: MessageInput, *, is_sent: bool) -> tuple[OAuth2 | None, Note | None]:
    """The client that fetches the token; for a message that is only shown, as it is, and what it lacks."""
    try:
        return message.client(), None
    except UnfitError as error:
        if is_sent:
            raise
        return message.template.client, note("token-needs", why=error.note.message, way=error.note.advice)


def _refuse(obstacles: Sequence[Note]) -> None:
    """SendError for the last of what is in the way, the others said before."""
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


def _say_plan(plan: Plan, doubt: Note | None, lacking: Note | None = None) -> None:
    from curl2sms import segments

    if plan.token_host is not None:
        say.line(f"  token from {shown.visible(plan.token_host)}")
    say.line(f"  to host    {shown.visible(plan.host)}")
    if plan.number is not None:
        say.line(f"  number     {shown.visible(plan.number)}")
    if plan.segments is not None:
        say.line(f"  message    {segments.describe(plan.segments)}")
    if plan.from_environment:
        say.line(f"  variables  {', '.join(plan.from_environment)} from the environment")
    for said in (doubt, lacking, *plan.obstacles):
        if said:
            say.line(f"  but        {shown.visible(f'{said.message} {said.advice}')}")


def _as_json(sent: Sent) -> str:
    return shown.safe_json(sent.as_json())


_SAID_MORE = {"unknown": "send-unknown", "partial": "send-partial"}


def _as_text(sent: Sent) -> str:
    status = f" (HTTP {sent.answer.status})" if sent.answer else ""
    lines = [f"{sent.outcome.verdict}{status}: {shown.visible(sent.outcome.why)}"]
    if sent.outcome.message_id:
        lines.append(f"message id: {shown.visible(sent.outcome.message_id)}")
    if sent.said:
        lines.append(f"the provider says: {shown.visible(sent.said)}")
    if sent.outcome.verdict in _SAID_MORE and sent.answer:  # without an answer the sentence above says it
        more = note(_SAID_MORE[sent.outcome.verdict])
        lines.append(f"{more.message} {more.do}")
    return "\n".join(lines) + "\n"
