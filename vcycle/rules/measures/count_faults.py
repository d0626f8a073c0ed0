"""What is impossible or contradictory in a count."""

from __future__ import annotations

from collections.abc import Iterator

from vcycle.model.measure import Count
from vcycle.model.text import quoted
from vcycle.rules.measures.fault_words import band_faults, quantity_faults, whole_faults
from vcycle.rules.measures.numbers import fraction
from vcycle.rules.measures.tags import key, keys

_EACH = ("core.unit", "core.person")
_WHOLE = ("activity_year", "mandate")


def count_faults(measure: Count) -> Iterator[str]:
    """Every fault of a count by itself."""
    for name in ("min", "about", "each_count"):
        yield from whole_faults(name, getattr(measure, name))
    yield from whole_faults("max", measure.max, least=0)
    yield from quantity_faults("average", measure.average)
    yield from quantity_faults("tolerance", measure.tolerance, most=1)
    if measure.about is not None:
        yield from band_faults(measure.about, measure.tolerance, of_itself=True)
    yield from _ways(measure)
    yield from _bounds(measure)
    yield from _gap(measure)
    yield from _of_which(measure)
    yield from _coverage(measure)
    yield from _variety(measure)


def _given(measure: Count) -> dict[str, bool]:
    return {
        "about": measure.about is not None, "average": measure.average is not None,
        "each": measure.covers, "distinct": bool(measure.distinct),
    }  # fmt: skip


def _ways(measure: Count) -> Iterator[str]:
    ways = [name for name, given in _given(measure).items() if given]
    bounded = measure.min is not None or measure.max is not None
    if len(ways) > 1:
        yield f"välj ett av {', '.join(ways)}; de räknas på olika sätt"
    elif not ways and not bounded and measure.of_which is None:
        yield "det saknas ett tal; skriv min, max, about, average, each eller distinct, eller använd unset"
    elif ways and ways[0] != "each" and bounded:
        yield f"min och max går inte ihop med {ways[0]}"


def _bounds(measure: Count) -> Iterator[str]:
    if isinstance(measure.min, int) and isinstance(measure.max, int) and measure.min > measure.max:
        yield f"minst {measure.min} är mer än högst {measure.max}"
    if measure.covers and measure.max is not None:
        yield "max går inte ihop med each; det som räknas är att alla har fått minst så många"
    if measure.average is not None and measure.per in _WHOLE:
        yield "ett genomsnitt räknas per week, month, term eller calendar_year över hela verksamhetsåret"


def _gap(measure: Count) -> Iterator[str]:
    if measure.longest_gap is None:
        return
    yield from quantity_faults("longest_gap", measure.longest_gap)
    if measure.about != 1 or measure.per not in ("week", "month", "term"):
        yield "longest_gap hör till about = 1 per week, month eller term"


def _of_which(measure: Count) -> Iterator[str]:
    part = measure.of_which
    if part is None:
        return
    if not part.tag:
        yield "of_which saknar sin etikett"
    yield from whole_faults("of_which.min", part.min)
    if measure.max is not None and part.min > measure.max:
        yield f"varav minst {part.min} är mer än högst {measure.max}"
    if key(part.tag) in keys(measure.without):
        yield f"etiketten {quoted(part.tag)} är utesluten men ska ändå räknas"
    if any(_given(measure).values()):
        yield "of_which går bara ihop med min och max"


def _coverage(measure: Count) -> Iterator[str]:
    given = [name for name in ("each", "each_of", "each_count") if getattr(measure, name)]
    if len(given) > 1:
        yield f"välj ett av {', '.join(given)}"
    if measure.each and not _known_each(measure.each):
        yield f"each är {', '.join(_EACH)}, role:NYCKEL eller series:NAMN, inte {quoted(measure.each)}"
    if len(keys(measure.each_of)) < len(measure.each_of) or not all(measure.each_of):
        yield "each_of har ett namn som är tomt eller står två gånger"
    if measure.rotation and not (measure.each_of or measure.each):
        yield "rotation behöver each eller each_of, vilka som turas om"
    if measure.rotation and (measure.min or 1) > 1:
        yield "i en rotation kommer alla en gång innan någon kommer igen; ta bort min"
    if measure.rotation and measure.per not in ("week", "month", "term"):
        yield "rotation går per week, month eller term, en i varje"
    if measure.each_count is not None and measure.per not in _WHOLE:
        yield "each_count räknas per activity_year eller mandate"
    if measure.rotation and measure.each.startswith("series:"):
        yield "tillfällen i en serie kan inte turas om"


def _known_each(each: str) -> bool:
    prefix, _, name = each.partition(":")
    return each in _EACH or (prefix in ("role", "series") and bool(name))


def _variety(measure: Count) -> Iterator[str]:
    limits = (measure.min_distinct, measure.max_share)
    if not measure.distinct:
        if limits != (None, None):
            yield "min_distinct och max_share behöver distinct, vad som ska variera"
        return
    if limits == (None, None):
        yield "variation behöver min_distinct eller max_share"
    if not all(measure.distinct):
        yield "distinct har ett tomt namn"
    yield from whole_faults("min_distinct", measure.min_distinct, least=2)
    yield from quantity_faults("max_share", measure.max_share, most=1)
    if "weekday" in measure.distinct and (measure.min_distinct or 0) > 7:
        yield "det finns bara 7 veckodagar"
    yield from _narrow(measure)


def _narrow(measure: Count) -> Iterator[str]:
    try:
        share = fraction(measure.max_share or 1)
    except ValueError:
        return
    if "weekday" in measure.distinct and 0 < share < fraction("1/7"):
        yield "med 7 veckodagar har alltid någon minst en sjundedel"
