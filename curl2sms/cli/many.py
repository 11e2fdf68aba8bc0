"""Many samples at once: each becomes a template in a folder, and one that fails stops no other."""

from __future__ import annotations

import argparse
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr
from functools import partial
from pathlib import Path

from curl2sms.choices import Choices
from curl2sms.cli import conversions, files, inputs, processes, say
from curl2sms.errors import AmbiguousError, Curl2smsError, ExitStatus, Note, Source, UsageError, note
from curl2sms.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The states of an entry, as programs and people read them.
_SAID = {"converted": "converted", "question": "asked", "error": "refused"}


@record
class SampleResult:
    """What came of one sample: ``converted``, ``question`` or ``error``; ``text`` is the template.

    ``told`` is what a person is told, lines as on standard error. Programs get ``notes`` and, where there is no
    template, the ``error``: ``{"id", "kind", "message", "do", "line"?, "column"?}``, secrets masked; for a question
    also the ``candidates``. ``unfilled`` are the PLACEs of values that are still to be filled in.
    """

    state: str
    told: str
    text: str = ""
    notes: tuple[dict[str, Any], ...] = ()
    error: dict[str, Any] | None = None
    candidates: tuple[dict[str, str], ...] = ()
    unfilled: tuple[str, ...] = ()


def convert(options: argparse.Namespace) -> ExitStatus:
    """Convert each sample into a file of its name in the folder; the worst of them decides the exit status."""
    samples = files.matching(options.files)
    targets = _targets(samples, options)
    conversions.refuse_size(options)
    work = partial(_entry, choices=conversions.choices_of(options))
    _make_folder(options.output)
    entries = []
    with closing(processes.each(work, samples, options.processes or 1)) as made:
        pairs = list(zip(samples, targets, strict=True))
        for (sample, target), converted in zip(say.progress(pairs), made, strict=True):
            entry = _written(converted, sample, target)
            say.over_progress(entry.told)
            if options.format == "jsonl":
                say.out(_as_line(entry, sample, target))
            entries.append(entry)
    say.over_progress(_summary(entries))
    return ExitStatus.DONE if all(entry.state == "converted" for entry in entries) else ExitStatus.UNUSABLE


def _targets(samples: Sequence[str], options: argparse.Namespace) -> list[str]:
    """The file of each template. UsageError, before anything is written, where they can't all be."""
    if options.clipboard:
        raise UsageError(note("clipboard-and-file"))
    if samples[:1] == ["curl"]:
        raise UsageError(note("usage-curl-as-arguments"))
    if "-" in samples or not samples:
        raise UsageError(note("many-without-name"))
    if options.output in (None, "", "-"):
        raise UsageError(note("many-without-folder", count=len(samples)))
    targets = [Path(options.output) / f"{Path(sample).stem}.json" for sample in samples]
    _refuse_one_name(samples, targets)
    read = {Path(sample).resolve() for sample in samples}
    if lost := next((target for target in targets if target.resolve() in read), None):
        raise UsageError(note("output-is-input", file=str(lost)))
    there = [str(target) for target in targets if os.path.lexists(target)]
    if there and not options.force:
        raise UsageError(note("many-files-there", count=len(there), file=there[0]))
    return [str(target) for target in targets]


def _refuse_one_name(samples: Sequence[str], targets: Sequence[Path]) -> None:
    """UsageError where two templates would be one file, also on a disk that takes ``A`` and ``a`` for one name."""
    first: dict[str, str] = {}
    for sample, target in zip(samples, targets, strict=True):
        other = first.setdefault(target.name.casefold(), sample)
        if other is not sample:
            raise UsageError(note("many-of-one-name", first=other, second=sample, file=str(target)))


def _make_folder(path: str) -> None:
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(note("folder-unwritable", folder=path, why=error.strerror or str(error))) from error


def _entry(sample: str, *, choices: Choices) -> SampleResult:
    """One sample converted; nobody is asked. This runs in any process."""
    told = io.StringIO()
    with redirect_stderr(told):
        try:
            conversion = conversions.convert_once(inputs.sample(sample), choices)
        except Curl2smsError as error:
            say.error(error)
            return _stopped(error, told.getvalue())
        except Exception as failure:  # a defect of ours must not stop the others
            if os.environ.get("CURL2SMS_DEBUG"):
                raise
            say.defect(failure)
            stopped = Curl2smsError(note("conversion-stopped", file=sample, why=type(failure).__name__))
            return _stopped(stopped, told.getvalue())
        conversions.say_what_was_made(conversion)
    mask, source = conversion.secrets.mask_of_sample(), conversion.reading.source
    return SampleResult(
        "converted",
        told.getvalue(),
        conversions.dumped(conversion),
        notes=tuple(_as_data(one, source, mask) for one in conversion.notes),
        unfilled=tuple(one.at for one in conversion.unfilled),
    )


def _stopped(error: Curl2smsError, told: str) -> SampleResult:
    mask = say.suspected(error.source)
    said = _as_data(error.note, error.source, mask)
    if not isinstance(error, AmbiguousError):
        return SampleResult("error", told, error=said)
    candidates = tuple({"typed": one.typed, "value": mask(one.value)} for one in error.candidates)
    return SampleResult("question", told, error=said, candidates=candidates)


def _as_data(said: Note, source: Source | None, hide: Callable[[str], str]) -> dict[str, Any]:
    """A note for programs; line and column from 1, in characters."""
    hidden = said.hidden(hide)
    data: dict[str, Any] = {
        "id": hidden.id,
        "kind": hidden.kind,
        "message": hidden.message,
        "do": hidden.advice,
    }
    if source and said.span:
        place = source.position(said.span.start)
        data |= {"line": place.line, "column": place.column}
    return data


def _written(entry: SampleResult, sample: str, target: str) -> SampleResult:
    """The entry after its template is written; an error where it can't be."""
    if entry.state != "converted":
        return entry
    try:
        files.put(entry.text, target, sample)
    except UsageError as error:
        told = io.StringIO()
        with redirect_stderr(told):
            say.error(error)
        return _stopped(error, entry.told + told.getvalue())
    return entry


def _as_line(entry: SampleResult, sample: str, target: str) -> str:
    """The entry for programs: a line of JSON."""
    row = {
        "file": sample,
        "state": entry.state,
        "output": target if entry.state == "converted" else None,
        "unfilled": entry.unfilled,
        "notes": entry.notes,
        "error": entry.error,
        "candidates": entry.candidates,
    }
    return json.dumps(row, ensure_ascii=True) + "\n"


def _summary(entries: Sequence[SampleResult]) -> str:
    """How many there are of each kind: a table for people."""
    states = Counter(entry.state for entry in entries)
    rows = {words: states[state] for state, words in _SAID.items()}
    rows["with values still to be filled in"] = sum(
        bool(entry.unfilled) for entry in entries if entry.state == "converted"
    )
    return say.table(rows)
