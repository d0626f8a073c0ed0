"""Kronor held against numbers: a bound in another unit than the series that it is a bound of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vcycle.model.measure import Count, Level, Measure, Share
from vcycle.model.text import quoted

Units = Mapping[str, str]
"""Series -> "number" or "kronor", of those whose unit is declared."""
_IN_KRONOR = "räknas i kronor"
_IN_NUMBERS = "räknas i antal, inte i kronor"


def unit_faults(measure: Measure, units: Units) -> list[str]:
    """What a measure asks for in one unit of series that are in another."""
    if isinstance(measure, Level):
        return list(_level(measure, units))
    if isinstance(measure, Share):
        return list(_share(measure, units))
    return list(_count(measure, units)) if isinstance(measure, Count) else []


def _level(measure: Level, units: Units) -> Iterator[str]:
    names = [name for name in (measure.metric, measure.share_of, measure.equals) if name in units]
    if measure.share_of:
        yield from _mixed(names, units)
        return
    for name in names:
        if measure.money and units[name] != "kronor":
            yield f"serien {quoted(name)} {_IN_NUMBERS}; ta bort kr och money, eller räkna serien i kronor"
        if not measure.money and units[name] == "kronor":
            yield f"serien {quoted(name)} {_IN_KRONOR}; skriv beloppet med kr, och money = true i en tabell"


def _share(measure: Share, units: Units) -> Iterator[str]:
    if not (measure.who or measure.each):
        yield from _mixed([name for name in (*measure.series, *measure.of) if name in units], units)


def _count(measure: Count, units: Units) -> Iterator[str]:
    """Öre are never so many times; that somebody got something at all, or when, may be asked of them too."""
    if measure.distinct or (measure.covers and measure.each_count is None and measure.min is None):
        return
    for name in measure.series:
        if units.get(name) == "kronor":
            yield f"serien {quoted(name)} {_IN_KRONOR} och är inga gånger; använd level med sum = true och money = true"


def _mixed(names: list[str], units: Units) -> Iterator[str]:
    if len({units[name] for name in names}) > 1:
        money = next(name for name in names if units[name] == "kronor")
        other = next(name for name in names if units[name] != "kronor")
        yield f"serien {quoted(money)} {_IN_KRONOR} och {quoted(other)} i antal; det ena är ingen del av det andra"
