"""What the goals of the plan say about how meetings are done: who may come, and whether their days are to vary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vcycle.api import Goal, slug

_KIND = re.compile(r"\b[a-zåäö]*(?:styrelse|medlems|grupp|års)möte")
_NOT = r"(?<!inte )(?<!ej )(?<!aldrig )"
_ALL = re.compile(
    rf"{_NOT}öpp(?:et|na|en) (?:möten )?(?:också |även )?"
    r"för (?:alla(?! (?:våra )?medlem)|allmänheten|icke[- ]medlemmar)"
    rf"|{_NOT}(?:även|också) för icke[- ]medlemmar|icke[- ]medlemmar är välkomna"
)
_MEMBERS = re.compile(rf"{_NOT}öpp(?:et|na|en) (?:möten )?för (?:alla )?(?:våra )?medlem")


def openness(goals: Iterable[Goal]) -> dict[str, str]:
    """Kind of meeting to who may come, as `Rule.openness` has it, where a goal says so in so many words.

    "Styrelsemöten och medlemsmöten är öppna för alla medlemmar, och medlemsmötena även för icke-medlemmar": what is
    said holds for the kinds named before it, and the wider word wins.
    """
    found: dict[str, str] = {}
    for goal in goals:
        text = goal.text.casefold()
        if "möte" in text and "öpp" in text:
            for series, who in _said(text):
                found[series] = "all" if found.get(series) == "all" else who
    return found


def _said(text: str) -> Iterator[tuple[str, str]]:
    """Each kind with each thing that is said of it, in the order of the text."""
    steps = sorted(
        [(match.start(), slug(match[0]), "") for match in _KIND.finditer(text)]
        + [(match.start(), "", "all") for match in _ALL.finditer(text)]
        + [(match.start(), "", "members") for match in _MEMBERS.finditer(text)]
    )
    named: list[str] = []
    answered = False
    for _at, series, who in steps:
        if who:
            yield from ((name, who) for name in named)
            answered = True
            continue
        named = [series] if answered else [*named, series]
        answered = False


def varied(goals: Iterable[Goal]) -> set[str]:
    """The series whose goals ask for different days of the week."""
    return {
        series
        for goal in goals
        if "weekday" in getattr(goal.measure, "distinct", ())
        for series in getattr(goal.measure, "series", ())
    }
