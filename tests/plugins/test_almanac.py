"""The almanac: what it draws, what it keeps, and which collisions it tells."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from vcycle.config import Settings
from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.fields import describe
from vcycle.model.period import Period
from vcycle.model.schedule import Recur, Yearly
from vcycle.services.workspace import create_workspace

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 4, 1)


@pytest.fixture
def almanac(tmp_path):
    """A real workspace with the almanac, these settings of its own and these records."""

    def make(*records, today=TODAY, **own):
        settings = Settings(plugins={"almanac": "vcycle_almanac"}, plugin_settings={"almanac": own})
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        space = create_workspace(folder, settings, today=today)
        with space.store.transaction("Nya poster") as change:
            for record in records:
                change.put(record)
        assert space.host.problems == []
        return space

    return make


def own_type(space):
    (type_,) = space.host.record_types()
    return type_


def own_entries(space, period=YEAR):
    return space.host.entries(space.context, period)


def meeting(start, end=None, **more):
    values = {"record": "a", "slot": "1", "title": "Styrelsemöte", "start": start, "end": end or start} | more
    return Entry(**values)


def findings(space, *entries):
    """What the almanac finds among these entries."""

    def touching(period):
        return [entry for entry in entries if period.touches(entry.start, entry.end)]

    found = space.host.findings(lambda plugin: replace(space.context(plugin), entries=touching))
    assert space.host.problems == []
    assert {finding.level for finding in found} <= {"info"}
    return found


def messages(space, *entries):
    return [finding.message for finding in findings(space, *entries)]


def test_hook_entries_of_the_year(almanac):
    """A year must hold its red days, its eves and its election, each once, with the source where a law says so."""
    entries = own_entries(almanac())
    by_id = {entry.id: entry for entry in entries}
    assert len(by_id) == len(entries) == 23  # 13 red days and 9 eves every year, and the election
    assert by_id["almanac.red.2026-04-05"].title == "Påskdagen"
    assert by_id["almanac.eve.2026-06-19"].title == "Midsommarafton"
    election = by_id["almanac.election.2026"]
    assert (election.start, election.series) == (date(2026, 9, 13), "valdag")
    assert election.source == "vallagen (2005:837) 1 kap. 3 § (kontrollerat 2026-11-20)"
    assert {entry.ring for entry in entries} == {"Almanacka"}


def test_only_the_election_is_exported_by_default(almanac):
    """Phones have the red days already: unless told otherwise only the election may reach a calendar file."""
    assert [entry.title for entry in own_entries(almanac()) if entry.exported] == ["Valdag"]
    assert all(entry.exported for entry in own_entries(almanac(exported=True)))


@pytest.mark.parametrize(
    ("settings", "count"),
    [({"red_days": False}, 10), ({"eves": False}, 14), ({"elections": False}, 22), ({"ring": "Dagar"}, 23)],
)
def test_hook_settings_choose_what_is_drawn(almanac, settings, count):
    """Each setting must take away its own kind of day and nothing else."""
    entries = own_entries(almanac(**settings))
    assert len(entries) == count
    assert {entry.ring for entry in entries} == {settings.get("ring", "Almanacka")}


def test_an_entry_keeps_its_identity_whatever_the_period(almanac):
    """The same day must have the same UID in every period that holds it."""
    space = almanac()
    whole = {entry.uid for entry in own_entries(space, Period(date(2025, 7, 1), date(2027, 6, 30)))}
    months = [Period(date(2026, month, 1), date(2026, month, 28)) for month in range(1, 13)]
    parts = [entry.uid for month in months for entry in own_entries(space, month)]
    assert len(parts) == len(set(parts)) == 19  # 2026 without 30 April, 30 and 31 October and 31 December
    assert set(parts) <= whole


def test_hook_record_types_of_own_days(almanac):
    """A day of one's own must be kept with a mark, refuse an end before its beginning, and read back its fields."""
    type_ = own_type(almanac())
    assert (type_.key, type_.singular, type_.plural) == ("almanac.day", "märkesdag", "märkesdagar")
    assert [(mark.start, mark.end) for mark in type_.marks] == [("first", "last")]
    day = type_.cls(title="Sportlov", first=date(2026, 2, 23), last=date(2026, 3, 1))
    assert type_.problems(day) == {}
    wrong = type_.cls(title="Sportlov", first=date(2026, 2, 23), last=date(2026, 2, 22))
    assert type_.problems(wrong) == {"last": "ligger före första dagen"}
    assert {s.name: s.parse(s.format(getattr(day, s.name))) for s in describe(type_.cls)} == {
        s.name: getattr(day, s.name) for s in describe(type_.cls)
    }


def test_hook_findings_name_what_collides(almanac):
    """A meeting on an eve must be told with its title, its day and the eve's name."""
    entry = meeting(date(2026, 4, 30))
    (finding,) = findings(almanac(), entry)
    assert finding.message == "”Styrelsemöte” 30 april 2026 krockar med valborgsmässoafton."
    assert (finding.level, finding.due, finding.ref, finding.plugin) == ("info", entry.start, entry.id, "almanac")
    assert "Flytta" in finding.hint


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (meeting(date(2026, 5, 1)), 1),
        (meeting(date(2026, 4, 29)), 0),
        (meeting(date(2026, 4, 29), date(2026, 5, 1)), 2),
        (meeting(date(2026, 4, 28), date(2026, 5, 1)), 0),
        (meeting(date(2026, 3, 31), date(2026, 4, 2)), 0),
        (meeting(date(2026, 5, 31)), 0),
        (meeting(date(2026, 6, 6)), 0),
        (meeting(date(2026, 4, 30), state="cancelled"), 0),
        (meeting(date(2026, 4, 30), state="held"), 0),
        (meeting(date(2026, 4, 30), state="moved"), 1),
        (meeting(date(2026, 4, 30), plugin="other"), 0),
        (meeting(date(2026, 4, 30), title="Fest på Valborgsmässoafton"), 0),
    ],
)
def test_only_short_activities_to_come_collide(almanac, entry, told):
    """Past, cancelled, held, long and far-off entries must be left alone, and those named after the day."""
    assert len(messages(almanac(), entry)) == told


def test_an_activity_meant_for_its_date_does_not_collide(almanac):
    """Whoever wrote "1 maj every year" meant it; moved there, or by a rule of weekdays, it is told."""
    yearly = Activity(id="a", title="Tåg", schedule=Yearly("05-01"))
    monthly = Activity(id="a", title="Tåg", schedule=Recur("FREQ=MONTHLY;BYDAY=1FR"))
    on_may_day = meeting(date(2026, 5, 1), title="Tåg")
    assert messages(almanac(yearly), on_may_day) == []
    assert messages(almanac(monthly), on_may_day) == ["”Tåg” 1 maj 2026 krockar med första maj."]
    moved = meeting(date(2026, 5, 1), title="Tåg", state="moved")
    assert messages(almanac(yearly), moved) == ["”Tåg” 1 maj 2026 krockar med första maj."]


def test_own_days_collide_unless_told_not_to(almanac):
    """A meeting in the school holidays must be told once, and not when the day is only to know about."""
    type_ = own_type(almanac())
    holiday = {"title": "Lov", "first": date(2026, 4, 13), "last": date(2026, 4, 17)}
    entry = meeting(date(2026, 4, 14), date(2026, 4, 15))
    assert messages(almanac(type_.cls(**holiday)), entry) == ["”Styrelsemöte” 14 april 2026 krockar med Lov."]
    assert messages(almanac(type_.cls(**holiday, avoid=False)), entry) == []
    one_day = type_.cls(title="Marknad", first=date(2026, 4, 15))
    assert messages(almanac(one_day), entry) == ["”Styrelsemöte” 15 april 2026 krockar med Marknad."]


def test_the_distance_is_a_setting(almanac):
    """`ahead` must decide how early a collision is told."""
    entry = meeting(date(2026, 4, 30))
    assert len(messages(almanac(ahead=29), entry)) == 1
    assert messages(almanac(ahead=28), entry) == []
    assert len(messages(almanac(ahead=0, today=date(2026, 4, 30)), entry)) == 1


def test_a_real_year_shows_and_checks_it_all(almanac):
    """In a workspace the days must stand beside the activities, and a rule's meeting on an eve must be found."""
    space = almanac(
        Activity(title="Styrelsemöte", schedule=Recur("FREQ=MONTHLY;BYDAY=-1TH")),
        own_type(almanac()).cls(title="Lov", first=date(2026, 4, 13), last=date(2026, 4, 17)),
    )
    april = space.entries(Period(date(2026, 4, 13), date(2026, 4, 30)))
    assert [(entry.title, entry.type) for entry in april] == [
        ("Lov", "almanac.day"),
        ("Styrelsemöte", "core.activity"),
        ("Valborgsmässoafton", "almanac.entry"),
    ]
    found = space.host.findings(space.context)
    assert [finding.message for finding in found] == ["”Styrelsemöte” 30 april 2026 krockar med valborgsmässoafton."]
    assert found[0].ref == april[1].id
