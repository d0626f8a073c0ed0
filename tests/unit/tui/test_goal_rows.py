"""The goals as rows: what each says, how they are ordered and filtered, and that no line is wider than its room."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from vcycle.model.core import Goal
from vcycle.model.measure import Bucket, Count, Level, Reading, Unset
from vcycle.model.period import Period
from vcycle.services.goals import Standing
from vcycle.tui.goals.board import Gauge, Heading, Row, counts_of, fitting, in_areas, in_one_list, rows_of, state_of
from vcycle.tui.goals.drawing import number_width, parts_of

MEETINGS = Count(series=("medlemsmote",), per="month", min=1)
JANUARY, FEBRUARY = Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 2, 1), date(2026, 2, 28))


def standing(text="Mål", measure=MEETINGS, **reading) -> Standing:
    """A goal that stands as `reading` says."""
    said = {"state": "open", "plan_state": "open", "reason": "2 av 3 möten"} | reading
    return Standing(Goal(id=text, text=text, measure=measure), Reading(**said))


def row(one: Standing) -> Row:
    [made] = rows_of({"Möten": [one]})
    return made


def bucket(period: Period, state: str) -> Bucket:
    return Bucket(period=period, label="", held=0, planned=0, state=state, plan_state=state)


@pytest.mark.parametrize(
    ("one", "state", "number", "gauge"),
    [
        (standing(value=2, target=3, forecast=4), "open", "2 av 3", Gauge(2, 3, 4)),
        (standing(state="missed", value=2, target=3, forecast=4), "missed", "2 av 3", Gauge(2, 3)),
        (standing(state="undecided"), "undecided", "underlag saknas", None),
        (standing(value=4000000, target=9900000, unit="öre"), "open", "40 000 av 99 000 kr", Gauge(4000000, 9900000)),
        (standing(measure=None, state="undecided"), "none", "inget mått", None),
        (standing(measure=Unset(series=("a",)), state="undecided", value=2), "unset", "2, inget tal", None),
        (standing(state="undecided", applies=False, target=1), "away", "ej tillämpligt", None),
        (standing(state="missed", value=1, target=1,
                  buckets=(bucket(JANUARY, "missed"), bucket(FEBRUARY, "fulfilled"))),
         "missed", "1 av 2 mån.", Gauge(1, 2)),
        (standing(value=2, target=3, buckets=(bucket(JANUARY, "fulfilled"), bucket(FEBRUARY, "open"))),
         "open", "2 av 3 per mån.", Gauge(2, 3)),
        (standing(value=1, target=3, buckets=(bucket(JANUARY, "undecided"), bucket(FEBRUARY, "undecided"))),
         "open", "1 av 3", Gauge(1, 3)),
    ],
)  # fmt: skip
def test_a_row_says_where_its_goal_stands(one, state, number, gauge):
    """State, number and what its meter shows; periods that are judged apart are counted, and not the last one shown."""
    made = row(one)
    assert (state_of(one), made.number.replace("\N{NO-BREAK SPACE}", " "), made.gauge) == (state, number, gauge)


def test_a_share_is_held_against_its_least():
    """Two shares are not parts of each other."""
    made = row(standing(measure=Level(metric="a", share_of="b", share="35/100"), value=0, target=1, unit="share"))
    assert made.number == "0 % mot 100 %"


def test_rows_stand_under_their_areas_or_the_worst_first():
    """Headings count what stands under them; the one list begins with what is missed, then what lags."""
    rows = rows_of({
        "A": [standing("ett", state="fulfilled"), standing("två")],
        "B": [standing("tre", trend="behind"), standing("fyra", state="missed")],
    })  # fmt: skip
    headings = [line for line in in_areas(rows) if isinstance(line, Heading)]
    assert headings == [Heading("A", (("open", 1), ("fulfilled", 1))), Heading("B", (("missed", 1), ("open", 1)))]
    assert [line.name for line in in_one_list(rows)] == ["fyra", "tre", "två", "ett"]
    assert counts_of(rows) == {"missed": 1, "open": 2, "fulfilled": 1}


def test_rows_are_found_by_state_and_words():
    """Words are found in goal, area, state and sentence, whatever their rings and dots."""
    rows = rows_of({"Möten": [standing("Årsmöte"), standing("Annat", state="missed", reason="0 brev")]})
    assert [r.name for r in fitting(rows, None, "arsmote")] == ["Årsmöte"]
    assert [r.name for r in fitting(rows, "missed", "")] == ["Annat"]
    assert [r.name for r in fitting(rows, None, "moten BREV")] == ["Annat"]
    assert fitting(rows, "open", "brev") == []


@given(st.text(max_size=60), st.text(max_size=40), st.integers(1, 200), st.booleans(), st.integers(0, 10**9))
def test_a_line_is_exactly_as_wide_as_the_list(name, area, width, marked, value):
    """Whatever stands in goal and area, no line is wider or narrower than its room."""
    lines = list(in_areas(rows_of({area: [standing(name, value=value, target=7, forecast=3, reason=name)]})))
    for line in lines:
        assert sum(cell_len(text) for text, _ in parts_of(line, width, number_width(lines), marked=marked)) == width
