"""Whether there is time: what is late by how many days, and the first day that leaves time for every hard step."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schedule_strategies import weekends
from tests.spaces import a_space
from vcycle.errors import NotFound
from vcycle.model.core import Activity
from vcycle.model.schedule import Dates, Offset, Window, Yearly
from vcycle.rules.offsets import derived_day
from vcycle.services import moving
from vcycle.services.chains.timing import around, find_anchor, timing
from vcycle.services.findings import findings

TODAY = date(2026, 3, 1)
ANNUAL = Activity(id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-04-11",)))


def step(id_, on="arsmote", **offset):
    return Activity(id=id_, title=f"Steg {id_}", series=id_, schedule=Offset((on,), **offset))


def timed(space, reference="arsmote"):
    anchor = find_anchor(space, reference)
    return timing(space, anchor, around(space, anchor))


def test_late_by_how_many_days_and_when_instead(tmp_path):
    """The hard step that is most days late decides what is said; soft steps and those done do not count."""
    late = [step("k", before="6w", hard=True), step("l", before="2m", hard=True), step("m", before="9m")]
    space = a_space(tmp_path / "x", ANNUAL, *late, today=TODAY)
    found = timed(space)
    assert [(s.entry.record, s.days) for s in found.steps] == [("m", -233), ("l", -18), ("k", -1)]
    assert (found.worst.entry.record, found.earliest) == ("l", date(2026, 5, 1))
    moving.save(space, moving.done(space, space.entry("l.a.1"), date(2026, 2, 10)))
    found = timed(space)
    assert (found.worst.entry.record, found.earliest) == ("k", date(2026, 4, 12))
    assert {s.entry.record: s.days for s in found.steps}["l"] == 1
    moving.save(space, moving.cancel(space, space.entry("k.a.1"), "behövs inte"))
    assert (timed(space).worst, timed(space).earliest) == (None, None)


def test_a_step_of_a_step(tmp_path):
    """A step that is counted from another follows the anchor through it, until that one has a day of its own."""
    steps = [step("k", before="1m"), step("t", on="k", before="2w", hard=True)]
    space = a_space(tmp_path / "x", ANNUAL, *steps, today=TODAY)
    assert timed(space).worst.days == -(TODAY - date(2026, 2, 25)).days
    assert timed(space).earliest == date(2026, 4, 15)
    moving.save(space, moving.move(space, space.entry("k.a.1"), date(2026, 3, 12)))
    assert timed(space).earliest == TODAY  # what it is counted from no longer follows: no day of the anchor would help


def test_the_next_of_a_series_or_the_entry_named(tmp_path):
    """A series means its next occurrence; an entry's name that entry; a window counts by its last day."""
    yearly = Activity(id="y", title="Fest", series="fest", schedule=Yearly(day="02-01"))
    some = Activity(id="w", title="Kongress", series="kongress", schedule=Window(start="2026-04", end="2026-05"))
    space = a_space(tmp_path / "x", yearly, some, step("k", on="kongress", before="3m", hard=True), today=TODAY)
    assert find_anchor(space, "fest").start == date(2027, 2, 1)
    assert find_anchor(space, "fest.2026").start == date(2026, 2, 1)
    found = timed(space, "kongress")
    assert (found.steps[0].days, found.earliest) == (-1, date(2026, 6, 1))
    with pytest.raises(NotFound) as caught:
        find_anchor(space, "kongrezs")
    assert "kongress" in caught.value.hint


def test_findings_say_when_there_would_be_time(tmp_path):
    """The late step is one finding, and its hint has the first day that works."""
    space = a_space(tmp_path / "x", ANNUAL, step("k", before="6w", hard=True), today=TODAY)
    (finding,) = findings(space)
    assert finding.message == "”Steg k” inför ”Årsmöte” 2026-04-11 är 1 dag sen."
    assert finding.hint.endswith("Första dag för ”Årsmöte” som alla bindande steg hinner före är 2026-04-12.")


_amounts = st.one_of(
    st.integers(1, 200).map("{}d".format), st.integers(1, 30).map("{}w".format), st.integers(1, 8).map("{}m".format)
)
_steps = st.lists(st.tuples(_amounts, weekends, st.booleans()), min_size=1, max_size=4)


@given(_steps, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 3))
@settings(max_examples=40)  # each makes a workspace on disk
def test_the_first_day_is_the_first(tmp_path_factory, steps, today, days):
    """No anchor before the day that is named leaves time for every hard step, and that day does."""
    first = today + timedelta(3)
    anchor = Activity(
        id="a", title="Läger", series="arsmote", schedule=Dates((f"{first}/{first + timedelta(days - 1)}",))
    )
    offsets = [Offset(("arsmote",), before=amount, weekend=weekend, hard=hard) for amount, weekend, hard in steps]
    activities = [Activity(id=f"s{n}", title=f"Steg {n}", schedule=offset) for n, offset in enumerate(offsets)]
    space = a_space(tmp_path_factory.mktemp("t") / "x", anchor, *activities, today=today)
    found = timed(space)

    def holds(day):
        last = day + timedelta(days - 1)
        return all(derived_day(day, last, offset) >= today for offset in offsets if offset.hard)

    assert (found.earliest is None) == holds(first)
    if found.earliest is not None:
        assert holds(found.earliest)
        assert not any(holds(today + timedelta(n)) for n in range((found.earliest - today).days))
