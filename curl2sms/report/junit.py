"""The report as JUnit XML, which every CI server reads: a suite for each template, a case for each check."""

from __future__ import annotations

from collections.abc import Sequence

from curl2sms.proving.model import Report, Verdict
from curl2sms.report.safe import detail, safe, title
from curl2sms.shown import visible


def junit(reports: Sequence[Report], *, strict: bool = False) -> str:
    """All reports as one JUnit document; a warning is a failure in a strict run, otherwise output of a passed case, as
    information is."""
    from xml.etree import ElementTree

    root = ElementTree.Element("testsuites", name="curl2sms verify")
    for report in map(safe, reports):
        failing = (Verdict.FAIL, Verdict.WARNING) if strict else (Verdict.FAIL,)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_xml(report.source or report.template),
            tests=str(len(report.checks)),
            failures=str(len(report.of(*failing))),
            skipped=str(len(report.of(Verdict.SKIPPED))),
            time=f"{report.seconds:.3f}",
        )
        for check in report.checks:
            case = ElementTree.SubElement(
                suite, "testcase", classname=_xml(report.template), name=_xml(title(check)), time="0"
            )
            if check.verdict in failing:
                failure = ElementTree.SubElement(case, "failure", message=_xml(check.message or title(check)))
                failure.text = _xml(detail(check))
            elif check.verdict is Verdict.SKIPPED:
                ElementTree.SubElement(case, "skipped", message=_xml(check.message))
            elif check.verdict in (Verdict.WARNING, Verdict.INFO):
                ElementTree.SubElement(case, "system-out").text = _xml(detail(check))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _xml(text: str) -> str:
    """A text in which no character hides, and none is left that XML 1.0 2.2 forbids: all of those would hide."""
    return visible(text, keep="\n")
