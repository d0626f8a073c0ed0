"""Schedules and years for property tests: every kind, all of them valid."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from vcycle.model.period import DEFAULT_WINDOWS, Period, Years
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly

DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
weekends = st.sampled_from(("keep", "before", "after"))
texts = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    st.sampled_from(("styrelsemote", "medlemsmote", "kongressen", "ordinarie", "extra", "möte och mat", "a, b")),
)
amounts = st.builds("{}{}".format, st.integers(1, 40), st.sampled_from("dwmy"))


def _subset(values, most: int = 3):
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


def _signed(high: int):
    return [*range(1, high + 1), *range(-high, 0)]


def _part(name: str, values, most: int = 3):
    return _subset(values, most).map(lambda chosen: f"{name}={','.join(map(str, chosen))}")


_plain_days = _part("BYDAY", CODES)
_numbered = _part("BYDAY", [f"{n}{code}" for n in (1, 2, 3, 4, 5, -1, -2, -5) for code in CODES])
_months = _part("BYMONTH", range(1, 13))
_month_days = _part("BYMONTHDAY", _signed(31))
_setpos = _part("BYSETPOS", (1, 2, 3, -1, -2), 2)
_none = st.just("")


@st.composite
def rule_texts(draw, *, plain: bool = False, limited: bool = True) -> str:
    """RRULEs of every shape that is allowed; with `plain` none that needs BYSETPOS, BYWEEKNO or BYYEARDAY."""
    freq = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")))
    parts = [f"FREQ={freq}"]
    if interval := draw(st.sampled_from((0, 0, 2, 3, 4, 13, 99))):
        parts.append(f"INTERVAL={interval}")
    parts.append(draw(st.one_of(_none, _months)))
    if freq in ("YEARLY", "MONTHLY"):
        parts += [draw(st.one_of(_none, _none, _month_days)), draw(st.one_of(_none, _plain_days, _numbered))]
    else:
        parts.append(draw(st.one_of(_none, _plain_days)))
    if not plain:
        parts += _rare(draw, freq, parts)
    if limited:
        until = DAYS.map(lambda day: f"UNTIL={day:%Y%m%d}")
        parts.append(draw(st.one_of(_none, until, st.integers(1, 60).map("COUNT={}".format))))
    return ";".join(part for part in parts if part)


def _rare(draw, freq: str, parts: list[str]) -> list[str]:
    rare = []
    if freq == "YEARLY" and not any(c.isdigit() for part in parts if part.startswith("BYDAY") for c in part):
        rare.append(draw(st.one_of(_none, _part("BYWEEKNO", _signed(53)), _part("BYYEARDAY", _signed(366)))))
    if any(part.startswith("BY") for part in (*parts, *rare)):
        rare.append(draw(st.one_of(_none, _setpos)))
    return rare


@st.composite
def dated_spans(draw) -> str:
    first = draw(DAYS)
    last = draw(st.one_of(st.none(), st.integers(0, 40).map(lambda n: first + timedelta(days=n))))
    return f"{first}" if last is None else f"{first}/{last}"


@st.composite
def once_windows(draw) -> Window:
    days = sorted((draw(DAYS), draw(DAYS)))
    forms = [draw(st.sampled_from(("%Y-%m", "%Y-%m-%d"))) for _ in days]
    window = Window(*(f"{day:{form}}" for day, form in zip(days, forms, strict=True)))
    return window if f"{window.end}-99" >= window.start else Window(window.end, window.start)


yearly = st.builds(Yearly, month_days, st.one_of(st.just(""), month_days), weekends)
dates = st.builds(Dates, st.lists(dated_spans(), min_size=1, max_size=4).map(tuple))
windows = st.one_of(
    st.builds(Window, month_days, month_days),
    once_windows(),
    st.sampled_from(tuple(DEFAULT_WINDOWS)).map(lambda name: Window(name=name)),
)
months = st.builds(Months, st.lists(st.integers(1, 12), min_size=1, max_size=12, unique=True).map(tuple))
recur = st.builds(Recur, rule_texts(), st.one_of(st.none(), DAYS), st.lists(DAYS, max_size=2).map(tuple), weekends)
offsets = st.builds(
    Offset,
    st.lists(texts, min_size=1, max_size=3).map(tuple),
    before=st.just(""),
    after=st.one_of(st.just(""), amounts),
    only=st.lists(texts, max_size=2).map(tuple),
    without=st.lists(texts, max_size=2).map(tuple),
    weekend=weekends,
    hard=st.booleans(),
) | st.builds(Offset, st.lists(texts, min_size=1, max_size=2).map(tuple), before=amounts)
custom_windows = texts.map(lambda name: Window(name=name))

dated = st.one_of(yearly, dates, windows, months, recur)
every_kind: st.SearchStrategy[Schedule] = st.one_of(yearly, dates, windows, months, recur, offsets, custom_windows)
years = st.builds(
    Years,
    start=st.sampled_from(("01-01", "03-25", "07-01", "02-29")),
    first=st.one_of(st.none(), st.integers(2001, 2050)),
)
periods = st.builds(lambda first, length: Period(first, first + timedelta(days=length)), DAYS, st.integers(0, 800))
