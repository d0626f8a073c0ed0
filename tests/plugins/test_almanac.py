"""The almanac: what it draws, what it keeps, and which collisions it tells."""

from datetime import date

import pytest

from vcycle.errors import NotFound
from vcycle.hooks.host import Host
from vcycle.model.context import Context
from vcycle.model.core import Activity
from vcycle.model.derived import Entry
from vcycle.model.fields import describe
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Recur, Yearly

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 4, 1)


class Memory:
    """The smallest thing that records can be read from."""

    def __init__(self, *records):
        self._records = records

    def get(self, cls, record_id):
        for record in self.find(cls, id=record_id):
            return record
        raise NotFound(record_id)

    def find(self, cls, **equal):
        of_class = [record for record in self._records if type(record) is cls]
        return [r for r in of_class if all(getattr(r, name) == value for name, value in equal.items())]


def almanac(**settings):
    host = Host({"almanac": "vcycle_almanac"}, {"almanac": settings})
    assert host.problems == []
    return host


def context(host, *records, entries=(), today=TODAY):
    def touching(period):
        return [entry for entry in entries if period.touches(entry.start, entry.end)]

    return lambda plugin: Context(today, Memory(*records), Years(), host.settings(plugin), touching)


def meeting(start, end=None, **more):
    values = {"record": "a", "slot": "1", "title": "Styrelsemöte", "start": start, "end": end or start} | more
    return Entry(**values)


def messages(*records, entries, settings=None, today=TODAY):
    host = almanac(**(settings or {}))
    found = host.findings(context(host, *records, entries=entries, today=today))
    assert host.problems == []
    assert {finding.level for finding in found} <= {"info"}
    return [finding.message for finding in found]


def test_hook_entries_of_the_year():
    """A year must hold its red days, its eves and its election, each once, with the source where a law says so."""
    host = almanac()
    entries = host.entries(context(host), YEAR)
    by_id = {entry.id: entry for entry in entries}
    assert len(by_id) == len(entries) == 23  # 13 red days and 9 eves every year, and the election
    assert by_id["almanac.red.2026-04-05"].title == "Påskdagen"
    assert by_id["almanac.eve.2026-06-19"].title == "Midsommarafton"
    election = by_id["almanac.election.2026"]
    assert (election.start, election.series) == (date(2026, 9, 13), "valdag")
    assert election.source == "vallagen (2005:837) 1 kap. 3 § (kontrollerat 2026-11-20)"
    assert {entry.ring for entry in entries} == {"Almanacka"}


def test_only_the_election_is_exported_by_default():
    """Phones have the red days already: unless told otherwise only the election may reach a calendar file."""
    host = almanac()
    assert [e.title for e in host.entries(context(host), YEAR) if e.exported] == ["Valdag"]
    host = almanac(exported=True)
    assert all(entry.exported for entry in host.entries(context(host), YEAR))


@pytest.mark.parametrize(
    ("settings", "count"),
    [({"red_days": False}, 10), ({"eves": False}, 14), ({"elections": False}, 22), ({"ring": "Dagar"}, 23)],
)
def test_hook_settings_choose_what_is_drawn(settings, count):
    """Each setting must take away its own kind of day and nothing else."""
    host = almanac(**settings)
    entries = host.entries(context(host), YEAR)
    assert len(entries) == count
    assert {entry.ring for entry in entries} == {settings.get("ring", "Almanacka")}


def test_an_entry_keeps_its_identity_whatever_the_period():
    """The same day must have the same UID in every period that holds it."""
    host = almanac()
    whole = {entry.uid for entry in host.entries(context(host), Period(date(2025, 7, 1), date(2027, 6, 30)))}
    months = [Period(date(2026, month, 1), date(2026, month, 28)) for month in range(1, 13)]
    parts = [entry.uid for month in months for entry in host.entries(context(host), month)]
    assert len(parts) == len(set(parts)) == 19  # 2026 without 30 April, 30 and 31 October and 31 December
    assert set(parts) <= whole


def test_hook_record_types_of_own_days():
    """A day of one's own must be kept with a mark, refuse an end before its beginning, and read back its fields."""
    (type_,) = almanac().record_types()
    assert (type_.key, type_.singular, type_.plural) == ("almanac.day", "märkesdag", "märkesdagar")
    assert [(mark.start, mark.end) for mark in type_.marks] == [("first", "last")]
    day = type_.cls(title="Sportlov", first=date(2026, 2, 23), last=date(2026, 3, 1))
    assert type_.problems(day) == {}
    wrong = type_.cls(title="Sportlov", first=date(2026, 2, 23), last=date(2026, 2, 22))
    assert type_.problems(wrong) == {"last": "ligger före första dagen"}
    assert {s.name: s.parse(s.format(getattr(day, s.name))) for s in describe(type_.cls)} == {
        s.name: getattr(day, s.name) for s in describe(type_.cls)
    }


def test_hook_findings_name_what_collides():
    """A meeting on an eve must be told with its title, its day and the eve's name."""
    host = almanac()
    entry = meeting(date(2026, 4, 30))
    (finding,) = host.findings(context(host, entries=[entry]))
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
def test_only_short_activities_to_come_collide(entry, told):
    """Past, cancelled, held, long and far-off entries must be left alone, and those named after the day."""
    assert len(messages(entries=[entry])) == told


def test_an_activity_meant_for_its_date_does_not_collide():
    """Whoever wrote "1 maj every year" meant it; moved there, or by a rule of weekdays, it is told."""
    yearly = Activity(id="a", title="Tåg", schedule=Yearly("05-01"))
    monthly = Activity(id="a", title="Tåg", schedule=Recur("FREQ=MONTHLY;BYDAY=1FR"))
    on_may_day = meeting(date(2026, 5, 1), title="Tåg")
    assert messages(yearly, entries=[on_may_day]) == []
    assert messages(monthly, entries=[on_may_day]) == ["”Tåg” 1 maj 2026 krockar med första maj."]
    moved = meeting(date(2026, 5, 1), title="Tåg", state="moved")
    assert messages(yearly, entries=[moved]) == ["”Tåg” 1 maj 2026 krockar med första maj."]


def test_own_days_collide_unless_told_not_to():
    """A meeting in the school holidays must be told once, and not when the day is only to know about."""
    (type_,) = almanac().record_types()
    holiday = {"title": "Lov", "first": date(2026, 4, 13), "last": date(2026, 4, 17)}
    entry = meeting(date(2026, 4, 14), date(2026, 4, 15))
    assert messages(type_.cls(**holiday), entries=[entry]) == ["”Styrelsemöte” 14 april 2026 krockar med Lov."]
    assert messages(type_.cls(**holiday, avoid=False), entries=[entry]) == []
    one_day = type_.cls(title="Marknad", first=date(2026, 4, 15))
    assert messages(one_day, entries=[entry]) == ["”Styrelsemöte” 15 april 2026 krockar med Marknad."]


def test_the_distance_is_a_setting():
    """`ahead` must decide how early a collision is told."""
    entry = meeting(date(2026, 4, 30))
    assert len(messages(entries=[entry], settings={"ahead": 29})) == 1
    assert messages(entries=[entry], settings={"ahead": 28}) == []
    assert len(messages(entries=[entry], settings={"ahead": 0}, today=date(2026, 4, 30))) == 1
