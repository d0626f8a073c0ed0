"""What meetings count for: facts for goals, the annual report's part, how far each has come and how they are spread."""

from datetime import date, time

import pytest

from tests.meeting_board import YEAR, a_board, hold, meeting, text, there, titled
from vcycle.model.core import Unit
from vcycle.services import moving
from vcycle.services.report import report
from vcycle_meetings import status
from vcycle_meetings.practice import Rule
from vcycle_meetings.report import minutes, percent


def facts(space, series):
    return [fact for fact in space.facts(YEAR) if fact.series == series]


@pytest.fixture
def year(tmp_path):
    """Two board meetings held and one to come, a member meeting held on the net, and one cancelled."""
    space = a_board(
        tmp_path,
        meeting("2026-02-04", starts=time(18), ends=time(20), ended=time(19, 45), units=("a", "b")),
        meeting("2026-03-04", starts=time(18), ends=time(20), ended=time(20, 30), units=("a",)),
        meeting("2026-09-16", starts=time(18), ends=time(20)),
        meeting("2026-04-08", "Medlemsmöte", form="digital"),
        meeting("2026-05-06", "Medlemsmöte"),
        Unit(id="a", name="Motala"),
        Unit(id="b", name="Kinda"),
    )
    hold(space, titled(space, "Styrelsemöte", "2026-02-04"), women=4, men=2)
    hold(space, titled(space, "Styrelsemöte", "2026-03-04"), women=3, men=3, others=1, unknown=1)
    hold(space, titled(space, "Medlemsmöte", "2026-04-08"))
    moving.save(space, moving.cancel(space, titled(space, "Medlemsmöte", "2026-05-06"), "regn"))
    hold(space, titled(space, "Dagordning och handlingar till styrelsemöte", "2026-01-28"), on="2026-01-27")
    hold(space, titled(space, "Dagordning och handlingar till styrelsemöte", "2026-02-25"), on="2026-02-27")
    return space


def test_hook_facts_of_length(year):
    """Held meetings count their actual minutes and whether they kept their time, those to come their planned ones."""
    found = [(f.amount, f.planned, f.tags) for f in facts(year, "motestid")]
    assert found == [
        (105, False, ("styrelsemote", "ordinarie", "fysiskt", "höll tiden")),
        (150, False, ("styrelsemote", "ordinarie", "fysiskt", "drog över")),
        (120, True, ("styrelsemote", "ordinarie", "fysiskt")),
    ]


def test_facts_of_representation(year):
    """Every association that was at a held meeting counts once for it, by its name."""
    found = [(f.day, f.tags) for f in facts(year, "representation")]
    assert found == [
        (date(2026, 2, 4), ("Motala", "styrelsemote")),
        (date(2026, 2, 4), ("Kinda", "styrelsemote")),
        (date(2026, 3, 4), ("Motala", "styrelsemote")),
    ]


def test_held_attendance_and_punctuality_come_from_the_core(year):
    """What the core counts is counted once: two board meetings held, with their people, and agendas in time or late."""
    held = [f for f in facts(year, "styrelsemote") if not f.planned]
    assert [(f.women, f.men, f.others, f.unknown) for f in held] == [(4, 2, 0, 0), (3, 3, 1, 1)]
    agendas = [f for f in facts(year, "dagordning") if not f.planned]
    assert ["i tid" in f.tags for f in agendas] == [True, False]


def test_hook_sections_of_the_annual_report(year):
    """Held and cancelled per kind, average attendance with all four counts, forms, and what was in time."""
    own = [section for section in report(year, 2026).sections if section.plugin == "meetings"]
    assert [section.title for section in own] == ["Möten", "Mötenas form", "I tid"]
    shown = text(own)
    assert "3 av 4 möten hölls, 1 ställdes in. 1 möte återstår." in shown
    assert "Styrelsemöte | 2 | 0 | 7,0 | 7 (50 %) | 5 (36 %) | 1 (7 %) | 1 (7 %)" in shown
    assert "Medlemsmöte | 1 | 1 | – | – | – | – | –" in shown
    assert "fysiskt | 2 | 67 %" in shown
    assert "digitalt | 1 | 33 %" in shown
    assert "Dagordning | 2 | 1 | 50 %" in shown


def summary(space):
    return next(s for s in report(space, 2026).sections if s.plugin == "meetings").text


def test_meetings_to_come_are_not_unticked(tmp_path):
    """What has not been yet is neither held nor forgotten: of twelve only those that have been are judged."""
    space = a_board(tmp_path, *(meeting(f"2026-{month:02}-10") for month in range(1, 13)))
    assert summary(space) == "0 av 8 möten hölls, 8 är inte avbockade. 4 möten återstår."
    for month in range(1, 8):
        hold(space, titled(space, "Styrelsemöte", f"2026-{month:02}-10"))
    assert summary(space) == "7 av 8 möten hölls, 1 är inte avbockat. 4 möten återstår."
    hold(space, titled(space, "Styrelsemöte", "2026-08-10"))
    assert summary(space) == "8 av 8 möten hölls. 4 möten återstår."


def test_a_year_that_has_only_meetings_to_come(tmp_path):
    """Before the first meeting nothing is missed."""
    assert summary(a_board(tmp_path, meeting("2026-08-20"))) == "Inga möten har varit än. 1 möte återstår."


def test_extra_meetings_are_told_apart(tmp_path):
    """Extra meetings have a row of their own, whether the record says so or the name of the kind."""
    days = {"2026-02-04": "ordinary", "2026-03-04": "extra"}
    space = a_board(
        tmp_path,
        *(meeting(day, sort=sort) for day, sort in days.items()),
        meeting("2026-04-08", "Extra medlemsmöte"),
    )
    for entry in [occasion.entry for occasion in there(space)]:
        hold(space, entry, women=4)
    own = next(s for s in report(space, 2026).sections if s.plugin == "meetings")
    assert own.text == "3 av 3 möten hölls (1 ordinarie, 2 extra)."
    assert [row[:2] for row in own.rows] == [
        ("Styrelsemöte", "1"),
        ("Styrelsemöte, extra", "1"),
        ("Extra medlemsmöte", "1"),
    ]


def test_a_year_without_meetings_has_no_section(tmp_path):
    """Nothing is reported about nothing."""
    assert [s for s in report(a_board(tmp_path), 2026).sections if s.plugin == "meetings"] == []


def test_how_far_each_meeting_has_come(year):
    """Done, missing, to come, or not asked for: each step of each meeting says which; a sentence sums it up."""
    summary, been, ahead = status.status(there(year), year.today)
    assert summary.text.split("\n")[0] == "Protokoll saknas från 3 möten: 4/2, 4/3 och 8/4."
    assert been.header == ("Dag", "Möte", "Protokoll", "Justerat", "Publicerat", "Brev")
    rows = {row[0]: row[1:] for row in (*been.rows, *ahead.rows)}
    assert rows["ons 4/2"] == ("Styrelsemöte", "SAKNAS", "SAKNAS", "SAKNAS", "SAKNAS")
    assert rows["ons 8/4"] == ("Medlemsmöte", "SAKNAS", "SAKNAS", "SAKNAS", "")
    assert rows["ons 6/5"] == ("Medlemsmöte", "inställt", "", "", "")
    assert ahead.header == ("Dag", "Möte", "Dagordning", "Kallelse", "Protokoll")
    assert rows["ons 16/9"] == ("Styrelsemöte", "till 9/9", "", "till 30/9")


def test_nothing_missing_is_said_too(tmp_path):
    """Minutes that are written are ticked with their day, and then no minutes are missing."""
    space = a_board(tmp_path, meeting("2026-06-17"))
    hold(space, titled(space, "Styrelsemöte", "2026-06-17"))
    hold(space, titled(space, "Skrivet protokoll, styrelsemöte", "2026-07-01"), on="2026-06-26")
    summary, been = status.status(there(space), space.today)
    assert summary.text.startswith("Inga protokoll saknas.")
    assert been.rows[0][2:4] == ("✓ 26/6", "SAKNAS")
    [none] = status.status([], space.today)
    assert none.text == "Det finns inga möten den tiden."


def test_meetings_that_nobody_ticked_off_and_calls_that_are_late_have_a_sentence(tmp_path):
    """What is to be done about the year's meetings is said before the tables, with the days."""
    space = a_board(tmp_path, meeting("2026-06-17"), meeting("2026-08-26"), Rule(kind="Styrelsemöte", call="en månad"))
    text = next(iter(status.status(there(space), space.today))).text
    assert "Kallelse saknas till 1 möte: 26/8." in text
    assert "1 möte är varken avbockat eller inställt: 17/6." in text


def test_the_tables_fit_a_terminal(tmp_path):
    """At 80 columns no row may be broken, also for the longest kinds that boards have."""
    kinds = [meeting(f"2026-{month:02}-16", "Distriktsstyrelsemöte") for month in (3, 10, 11, 12)]
    space = a_board(tmp_path, *kinds, Rule(kind="Distriktsstyrelsemöte", call="en månad", letter="en månad"))
    for section in status.status(there(space), space.today):
        assert all(len(line) <= 78 for line in section.text.split("\n"))
        widths = [max(map(len, column)) for column in zip(section.header, *section.rows, strict=True)]
        assert sum(widths) + 2 * len(widths) <= 78


def test_how_meetings_are_spread(year):
    """Weekdays are counted per kind, cancelled meetings not."""
    weekdays, places = status.spread(there(year))
    assert weekdays.rows == (
        ("Styrelsemöte", "·", "·", "3", "·", "·", "·", "·", "3"),
        ("Medlemsmöte", "·", "·", "1", "·", "·", "·", "·", "1"),
    )
    assert places.rows == (("Medlemsmöte", "ingen plats angiven", "1"), ("Styrelsemöte", "ingen plats angiven", "3"))


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [(time(18), time(20, 15), 135), (time(22), time(0, 30), 150), (time(18), None, 0), (None, time(18), 0)],
)
def test_minutes_over_midnight(start, end, length):
    """A meeting that ends after midnight has not a negative length; without both times it has none."""
    assert minutes(start, end) == length


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(103, 175, "59 %"), (1, 2, "50 %"), (1, 3, "33 %"), (1, 200, "1 %")]
)
def test_shares_are_rounded_half_up(part, whole, share):
    """103 of 175 is 58.9 per cent: it is shown as 59, not cut to 58."""
    assert percent(part, whole) == share
