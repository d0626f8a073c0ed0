"""What a coverage says: how many are reached, who is left, and how fast that must go."""

from __future__ import annotations

from fractions import Fraction

from vcycle.model.measure import Count, Reading
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import ceiling, number_text
from vcycle.rules.measures.periods import Span
from vcycle.rules.measures.words import PER_WORDS, before, during, names, noun, sentence, shown

_WHO = {"core.unit": ("förening", "föreningar"), "core.person": ("person", "personer")}
_PEOPLE = _WHO["core.person"]


def running_words(measure: Count, reading: Reading, span: Span, scope: Scope) -> str:
    """ "4 av 7 föreningar i år; 3 kvar före 31 december: Boxholm, Motala och Ydre"."""
    left = _left(reading)
    if not left:
        return sentence(_head(measure, reading, span, scope))
    rest = f"{number_text(left)} kvar {before(span.period.end, scope.today)}{_pace(reading)}{_names(measure, reading)}"
    plan = "uppfyllt enligt plan" if reading.plan_state == "fulfilled" and reading.state != "missed" else ""
    return sentence(_head(measure, reading, span, scope), rest, plan)


def closed_words(measure: Count, reading: Reading, span: Span, scope: Scope) -> str:
    """ "4 av 7 föreningar 2022; 3 blev utan: Boxholm, Motala och Ydre"."""
    left = _left(reading)
    rest = f"{number_text(left)} blev utan{_names(measure, reading)}" if left else ""
    return sentence(_head(measure, reading, span, scope), rest)


def _left(reading: Reading) -> int:
    return max(0, ceiling(Fraction(reading.target or 0)) - int(reading.value or 0))


def _head(measure: Count, reading: Reading, span: Span, scope: Scope) -> str:
    least = measure.min or 1
    who = _one(measure) if reading.target == 1 else _who(measure)
    times = f" minst {least} gånger" if least > 1 and measure.each_count is None else ""
    of = f"{number_text(reading.value or 0)} av {number_text(reading.target or 0)} {who}".rstrip()
    return f"{of}{times} {during(scope, span)}"


def _who(measure: Count) -> str:
    if measure.each.startswith("series:"):
        return noun(measure, (measure.each.removeprefix("series:"),)).replace("gånger", "tillfällen")
    if measure.noun:
        return shown(measure.noun)
    return "" if measure.each_of or measure.each_count else _WHO.get(measure.each, _PEOPLE)[1]


def _one(measure: Count) -> str:
    """The same of one, where that is known."""
    if measure.each.startswith("series:"):
        return "tillfälle"
    return "" if measure.noun or measure.each_of or measure.each_count else _WHO.get(measure.each, _PEOPLE)[0]


def _pace(reading: Reading) -> str:
    """The pace, said once it is more than one: "2 i månaden"."""
    if reading.pace is None or reading.pace <= 1 or not reading.pace_per:
        return ""
    return f", {number_text(reading.pace)} {PER_WORDS[reading.pace_per][2]}"


def _names(measure: Count, reading: Reading) -> str:
    """Who is left; persons are counted only."""
    if measure.each == "core.person" or measure.each.startswith("role:") or not reading.left:
        return ""
    return f": {names(reading.left)}"


def missing_words(measure: Count) -> str:
    """Why nobody can be asked for."""
    if measure.each.startswith("role:"):
        return f"Kan inte avgöras: rollen ”{shown(measure.each.removeprefix('role:'))}” finns inte"
    what = {"core.unit": "inga föreningar", "core.person": "inga personer"}.get(measure.each, "ingen att nå")
    return f"Kan inte avgöras: underlag saknas, {what} är inlagda"
