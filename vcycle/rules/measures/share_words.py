"""What a share says."""

from __future__ import annotations

from collections.abc import Sequence

from vcycle.model.measure import Share
from vcycle.rules.measures.basis import Scope
from vcycle.rules.measures.numbers import fraction, number_text, percent_text, share_words
from vcycle.rules.measures.parts import Part, more_needed, wanted_of
from vcycle.rules.measures.share_sets import Judged
from vcycle.rules.measures.words import during, names, sentence, shown, whole

_WHO = {"women": "kvinnor", "men": "män", "others": "av annat kön"}
_MORE = {"women": ("kvinna", "kvinnor"), "men": ("man", "män"), "others": ("av annat kön", "av annat kön")}


def share_sentence(measure: Share, judged: Sequence[Judged], total: Part, scope: Scope) -> str:
    """ "3 av 7 är kvinnor i år, 43 %; målet är minst hälften; 1 kvinna till behövs"."""
    if measure.each:
        return _of_occurrences(measure, judged, scope)
    if total.whole <= 0:
        return f"Ej tillämpligt: 0 {'personer' if measure.who else 'att räkna'}"
    if len(judged) == 1:
        one = judged[0]
        when = during(scope, one.set.span)
        return sentence(
            f"{_of(measure, one.part)} {when}{_percent(one.part)}", _aim(measure), _more(measure, one, scope)
        )
    return sentence(f"{_of(measure, total)} {whole(scope)}{_percent(total)}", _aim(measure), *_others(measure, judged))


def _of(measure: Share, part: Part) -> str:
    """ "3 av 7 är kvinnor", with how many may be."""
    unknown = f" ({number_text(part.unknown)} där uppgift saknas)" if part.unknown else ""
    what = _WHO[measure.who] if measure.who else f"märkta ”{shown(measure.tag)}”" if measure.tag else ""
    noun = f" {shown(measure.noun)}" if measure.noun else ""
    return f"{number_text(part.sure)} av {number_text(part.whole)}{noun}{f' är {what}' if what else ''}{unknown}"


def _percent(part: Part) -> str:
    if not part.unknown:
        return f", {percent_text(part.low)}"
    return f", mellan {percent_text(part.low)} och {percent_text(part.high)}"


def _aim(measure: Share) -> str:
    if measure.about is None:
        least = fraction(measure.min or 0)
        return "målet är alla" if least == 1 else f"målet är minst {share_words(least)}"
    wanted = wanted_of(measure)
    most = percent_text(wanted.most) if wanted.most is not None else ""
    return f"målet är {percent_text(wanted.least)} till {most}"


def _more(measure: Share, one: Judged, scope: Scope) -> str:
    """How many more women would do, while the period runs; how many were missing once it is over."""
    if one.state not in ("open", "missed") or measure.about is not None or not measure.who:
        return ""
    wanted, part = wanted_of(measure), one.part
    if scope.today > one.set.span.period.end:
        short = wanted.numbers(part.whole)[0] - part.sure - part.unknown
        return f"{number_text(short)} {_MORE[measure.who][short != 1]} för lite"
    more = more_needed(part, wanted)
    return f"{number_text(more)} {_MORE[measure.who][more != 1]} till behövs" if more else ""


def _others(measure: Share, judged: Sequence[Judged]) -> list[str]:
    bad = [f"{one.set.span.label} ({_of_short(one.part)})" for one in judged if one.state in ("missed", "open")]
    return [f"under målet: {names(bad)}"] if bad and measure.series else []


def _of_short(part: Part) -> str:
    return f"{number_text(part.sure)} av {number_text(part.whole)}"


def _of_occurrences(measure: Share, judged: Sequence[Judged], scope: Scope) -> str:
    """ "4 av 5 tillfällen i år klarar målet, minst hälften; 12 mars 2020: 3 av 7"."""
    if not judged:
        return f"Ej tillämpligt: 0 {'personer' if measure.who else 'tillfällen'}"
    good = sum(one.state == "fulfilled" for one in judged)
    head = f"{good} av {len(judged)} tillfälle{'n' * (len(judged) != 1)} {whole(scope)} klarar målet"
    who = f" {_WHO[measure.who]}" if measure.who else ""
    aim = _aim(measure).removeprefix("målet är ") + who
    bad = [f"{one.set.span.label} ({_of_short(one.part)})" for one in judged if one.state == "missed"]
    unsure = [one.set.span.label for one in judged if one.state == "undecided"]
    return sentence(
        f"{head}, {aim}",
        f"under målet: {names(bad)}" if bad else "",
        f"uppgift saknas: {names(unsure)}" if unsure else "",
    )
