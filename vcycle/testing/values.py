"""Values to try fields with: ordinary ones, those at the limits, and those that break careless programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.measure import Count, Level, Unset
from vcycle.model.schedule import Months, Recur, Yearly
from vcycle.model.text import normal
from vcycle.model.values import MOST

_TEXTS = (
    "Åsa Öberg", "a", "-5", "=1+1", "'a; b,\"c\"", "[/red]", "\x1b[31m", "a\u202eb", "{name}", "%s", "👩‍👧", "0",
    "x" * 1000,
)  # fmt: skip
_TAGS = ((), ("möte",), ("två ord", "=1", "[b]"))
_SAMPLES: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: _TEXTS,
    Kind.LONG_TEXT: (*_TEXTS, "rad\nnästa rad\n\nsista"),
    Kind.INTEGER: (1, 0, -3, 12, MOST),
    Kind.NUMBER: (Decimal("1.5"), Decimal(0), Decimal(-2), Decimal("0.001")),
    Kind.MONEY: (450_000, 0, -1, 9950, MOST),
    Kind.FLAG: (True, False),
    Kind.DATE: (date(2026, 3, 12), date(2026, 1, 1), date(2026, 12, 31), date(2024, 2, 29)),
    Kind.TIME: (time(18, 30), time(0, 0), time(23, 59)),
    Kind.TAGS: _TAGS,
    Kind.LINKS: (("0123456789abcdef",), ()),
    Kind.LINK: ("0123456789abcdef",),
    Kind.MEASURE: (
        Count(series=("möte",), min=3, per="term"),
        Level(metric="medlemmar", min=570),
        Unset(series=("a",)),
    ),
    Kind.SCHEDULE: (Recur("FREQ=MONTHLY;BYDAY=-1TH"), Yearly("05-01"), Months((3, 9))),
}


def samples(spec: FieldSpec) -> list[Any]:
    """Values that a field accepts, the ordinary first; empty only when its limits leave room for none of ours."""
    values = [*spec.choices, *_SAMPLES.get(spec.kind, ()), *_at_limits(spec)]
    accepted = [value for value in values if _accepts(spec, value)]
    return [*accepted, None] if spec.optional else accepted


def _at_limits(spec: FieldSpec) -> Iterator[Any]:
    limits = spec.hints.limits
    for length in (limits.min_length, limits.max_length):
        if length is not None and spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
            yield "x" * length
            yield "01-01"[:length].ljust(length, "1")
        elif length is not None and spec.kind in (Kind.TAGS, Kind.LINKS):
            yield tuple(f"ord{n}" for n in range(length))
    for edge in (limits.ge, limits.le):
        if edge is not None:
            yield Decimal(str(edge)) if spec.kind is Kind.NUMBER else int(edge)


def _accepts(spec: FieldSpec, value: Any) -> bool:
    try:
        spec.check(value)
    except ValueError:
        return False
    return True


def generated(spec: FieldSpec) -> Any | None:
    """A hypothesis strategy for a field's values; None without hypothesis, or for a kind with few values."""
    try:
        from hypothesis import strategies as st
    except ImportError:
        return None
    strategies = {
        Kind.TEXT: st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: normal(text.strip())),
        Kind.LONG_TEXT: st.text(st.characters(codec="utf-8"), max_size=60).map(normal),
        Kind.INTEGER: st.integers(-MOST, MOST),
        Kind.MONEY: st.integers(-MOST, MOST),
        Kind.NUMBER: st.decimals(-MOST, MOST, allow_nan=False, places=3),
        Kind.DATE: st.dates(),
        Kind.TIME: st.times().map(lambda value: value.replace(microsecond=0)),
    }
    found = strategies.get(spec.kind)
    return None if found is None else found.filter(lambda value: _accepts(spec, value) and value != "")
