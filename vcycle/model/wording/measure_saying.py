"""A measure in Swedish words. The words may say too little: only what reads back as the same measure is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from vcycle.model.measure import Count, Level, Measure, Quantity, Share, State, Unset
from vcycle.model.values import MONTHS
from vcycle.model.wording.measure_reading import EACH, PER_WORDS, SHARES, WHO
from vcycle.model.wording.words import amount_words, joined

_SHARE_WORDS = {share: text for text, share in SHARES.items()}
_WHO_WORDS = {who: text for text, who in WHO.items()}
_TOLERANCES = {cls: cls(series=()).tolerance for cls in (Count, Share)}


def candidates(measure: Measure) -> Iterator[str]:
    """Ways to say the measure, best first; whoever asks checks that they say all of it."""
    try:
        for head in _SAY[type(measure)](measure):
            yield f"{head}{_endings(measure)}"
    except (ValueError, IndexError, KeyError):
        return


def _endings(measure: Any) -> str:
    """What words end with, in the order in which they are read from the end."""
    part = getattr(measure, "of_which", None)
    said = (
        part and f"varav minst {part.min} märkt {part.tag}",
        measure.only and f"märkt {', '.join(measure.only)}",
        measure.without and f"inte märkt {', '.join(measure.without)}",
        isinstance(measure, Count | Share)
        and measure.tolerance != _TOLERANCES[type(measure)]
        and f"plus minus {_share(measure.tolerance)}",
        isinstance(measure, Share) and measure.each and "vid varje tillfälle",
        getattr(measure, "reached", "") == "any" and "någon gång under året",
        getattr(measure, "at", "") and f"avläst {_day(measure.at)}",
        getattr(measure, "by", "") and f"senast {_day(measure.by)}",
        measure.when and f"bara {measure.when}",
    )
    return "".join(f", {words}" for words in said if words)


def _day(text: str) -> str:
    *year, month, day = text.split("-")
    return " ".join((str(int(day)), MONTHS[int(month) - 1], *year))


def _share(quantity: Quantity) -> str:
    return _SHARE_WORDS.get(str(quantity), str(quantity))


def _named(key: str, measure: Measure) -> str:
    return f"{key} ({measure.noun})" if measure.noun else key


def _counted(measure: Count | Share | Unset) -> str:
    return _named(joined(measure.series), measure)


def _count(measure: Count) -> Iterator[str]:
    rest = f"{_counted(measure)} {PER_WORDS[measure.per]}"
    least, most = measure.min, measure.max
    if measure.covers:
        yield f"{_whom(measure)} får {'' if least is None else f'minst {least} '}{rest}"
    elif measure.average is not None:
        yield f"i genomsnitt {measure.average} {rest}"
    elif measure.about is not None:
        yield f"cirka {measure.about} {rest}"
    elif least is not None and most is not None:
        yield f"exakt {least} {rest}" if least == most else f"{least}–{most} {rest}"
    elif least is not None or most is not None:
        yield f"minst {least} {rest}" if least is not None else f"högst {most} {rest}"


def _whom(measure: Count) -> str:
    if measure.each_count is not None:
        return f"alla {measure.each_count}"
    if measure.each_of:
        return f"var och en av {joined(measure.each_of)}"
    prefix, _, name = measure.each.partition(":")
    return EACH.get(measure.each) or f"{'var och en med rollen' if prefix == 'role' else 'varje tillfälle av'} {name}"


def _shares(measure: Share) -> Iterator[str]:
    bound = f"minst {_share(measure.min)}" if measure.min is not None else f"cirka {_share(measure.about or '')}"
    part = _WHO_WORDS[measure.who] if measure.who else f"märkta {measure.tag}"
    per = "" if measure.per == "activity_year" else f" {PER_WORDS[measure.per]}"
    yield f"{bound} {part} av {_counted(measure)}{per}"


def _level(measure: Level) -> Iterator[str]:
    metric = _named(measure.metric, measure)
    total = " totalt" if measure.sum else ""
    per = f" {PER_WORDS[measure.per]}" if measure.per != "activity_year" else ""
    if measure.growth is not None:
        yield f"+{measure.growth} % {metric}{'' if measure.baseline is None else f' från {measure.baseline}'}"
    elif measure.direction:
        yield f"{'fler' if measure.direction == 'up' else 'färre'} {metric}{total} än förra året"
    elif measure.share_of:
        yield f"minst {_share(measure.share or '')} {metric} av {measure.share_of}"
    elif measure.equals:
        yield f"samma summa {metric} som {measure.equals}{', i kronor' if measure.money else ''}"
    elif measure.min is not None or measure.max is not None:
        bound = f"minst {measure.min}" if measure.min is not None else f"högst {measure.max}"
        yield f"{bound} {metric}{total}{per}"


def _state(measure: State) -> Iterator[str]:
    if measure.role:
        role = _named(measure.role, measure)
        several = measure.holders_min != 1
        yield f"minst {measure.holders_min} har rollen {role}" if several else f"rollen {role} är tillsatt"
    elif measure.done:
        yield f"{_named(measure.done, measure)} är klart"
    elif measure.fresh:
        yield f"{_named(measure.fresh, measure)} är inte äldre än {amount_words(measure.max_age)}"
    elif measure.after:
        yield f"{_named(measure.after.series, measure)} ligger efter {measure.after.of}"


def _unset(measure: Unset) -> Iterator[str]:
    yield f"utan siffra: {_counted(measure)}"


_SAY: dict[type, Callable[[Any], Iterator[str]]] = {
    Count: _count, Share: _shares, Level: _level, State: _state, Unset: _unset,
}  # fmt: skip
