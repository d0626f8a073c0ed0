"""The file as a whole: its form, its header, its order, and what is left out of it."""

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from vcycle.calendar.export import LARGE, export
from vcycle.errors import InputError
from vcycle.model.derived import Entry

NOW = "2026-11-20T12:00:00Z"
MEETING = Entry(
    record="meeting",
    slot="2026-03",
    title="Styrelsemöte",
    start=date(2026, 3, 26),
    end=date(2026, 3, 26),
    start_time=time(18),
    end_time=time(20, 30),
    place="Lokalen, Storgatan 1",
    ring="Möten",
    area="Styrelsen",
    responsible="Ordförande",
    source="Verksamhetsplan 2026",
    description="Dagordning; protokoll.",
)
DEADLINE = Entry(record="motion", slot="2026", title="Motionsstopp", start=date(2026, 1, 15), end=date(2026, 1, 15))


def written(*entries, name="Exempelstad"):
    return export(entries, {}, name=name, now=NOW)


def test_header(strict):
    """The calendar says what it is before its components, each property once, with the name twice for all clients."""
    calendar = strict(written(MEETING, name="Året; 2026, vår").content)
    assert [(name, value) for name, _, value in calendar.properties] == [
        ("VERSION", "2.0"),
        ("PRODID", "-//vcycle//vcycle//SV"),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", "Året\\; 2026\\, vår"),
        ("X-WR-CALNAME", "Året\\; 2026\\, vår"),
        ("X-WR-TIMEZONE", "Europe/Stockholm"),
        ("REFRESH-INTERVAL", "PT12H"),
        ("X-PUBLISHED-TTL", "PT12H"),
    ]
    assert calendar.parameters("REFRESH-INTERVAL") == {"VALUE": "DURATION"}


def test_timed_event(strict):
    """A meeting is written with everything that a phone shows, and nothing that could start an invitation."""
    (event,) = strict(written(MEETING).content).of("VEVENT")
    assert event.properties == [
        ("UID", {}, MEETING.uid),
        ("DTSTAMP", {}, "20261120T120000Z"),
        ("LAST-MODIFIED", {}, "20261120T120000Z"),
        ("SEQUENCE", {}, "0"),
        ("DTSTART", {"TZID": "Europe/Stockholm"}, "20260326T180000"),
        ("DTEND", {"TZID": "Europe/Stockholm"}, "20260326T203000"),
        ("SUMMARY", {}, "Styrelsemöte"),
        (
            "DESCRIPTION",
            {},
            "Dagordning\\; protokoll.\\n\\nAnsvarig: Ordförande\\n\\nKälla: Verksamhetsplan 2026",
        ),
        ("LOCATION", {}, "Lokalen\\, Storgatan 1"),
        ("CATEGORIES", {}, "Möten,Styrelsen"),
        ("STATUS", {}, "CONFIRMED"),
    ]


def test_all_day_event(strict):
    """A deadline takes its day without making anybody busy."""
    (event,) = strict(written(DEADLINE).content).of("VEVENT")
    assert event.parameters("DTSTART") == event.parameters("DTEND") == {"VALUE": "DATE"}
    assert (event.one("DTSTART"), event.one("DTEND")) == ("20260115", "20260116")
    assert event.one("TRANSP") == "TRANSPARENT"
    assert event.all("DESCRIPTION") == event.all("LOCATION") == event.all("CATEGORIES") == []


def test_cancelled_event(strict):
    """A cancelled event stays, says so in status and title, gives the reason first and blocks no time."""
    cancelled = replace(MEETING, state="cancelled", reason="Snöoväder")
    (event,) = strict(written(cancelled).content).of("VEVENT")
    assert event.one("STATUS") == "CANCELLED"
    assert event.text("SUMMARY") == "INSTÄLLT: Styrelsemöte"
    assert event.text("DESCRIPTION").startswith("Inställt: Snöoväder\n\n")
    assert event.one("TRANSP") == "TRANSPARENT"


@pytest.mark.parametrize("state", ["planned", "held", "moved"])
def test_not_cancelled(strict, state):
    """Everything that is not cancelled is confirmed, under its own title."""
    (event,) = strict(written(replace(MEETING, state=state)).content).of("VEVENT")
    assert (event.one("STATUS"), event.text("SUMMARY")) == ("CONFIRMED", "Styrelsemöte")


def test_ring_that_is_the_area_is_one_category(strict):
    """The same word is not two categories."""
    (event,) = strict(written(replace(MEETING, area="Möten")).content).of("VEVENT")
    assert event.one("CATEGORIES") == "Möten"


def test_zone_is_there_when_something_has_a_time(strict):
    """The zone comes before the events that use it; a calendar of days alone needs none."""
    names = [component.name for component in strict(written(DEADLINE, MEETING).content).components]
    assert names == ["VTIMEZONE", "VEVENT", "VEVENT"]
    assert [component.name for component in strict(written(DEADLINE).content).components] == ["VEVENT"]


def test_order_and_bytes_do_not_depend_on_the_callers_order(strict):
    """Events lie by start; the order they are given in, and the time of a second export, leave no trace."""
    later = replace(MEETING, slot="2026-04", start=date(2026, 4, 30), end=date(2026, 4, 30))
    first = written(MEETING, DEADLINE, later)
    known = {record.id: record for record in first.ledger}
    again = export([later, DEADLINE, MEETING], known, name="Exempelstad", now="2031-01-01T00:00:00Z")
    assert again.content == first.content
    assert again.ledger == ()
    events = strict(first.content).of("VEVENT")
    assert [event.one("UID") for event in events] == [DEADLINE.uid, MEETING.uid, later.uid]


def test_same_day_has_an_order():
    """Events that begin together lie in an order of their own, whatever order they are given in."""
    together = [replace(DEADLINE, slot=str(n)) for n in range(5)]
    assert written(*together).content == written(*reversed(together)).content


def test_left_out():
    """Entries without a date are counted and left out; those that do not belong in the file are not even counted."""
    undated = Entry(record="window", slot="2026", title="Höstfest", state="undated")
    private = replace(DEADLINE, record="private", title="Hemligt", exported=False)
    made = written(MEETING, undated, private)
    assert (made.entries, made.left_out) == (1, 1)
    assert [record.id for record in made.ledger] == [MEETING.uid]
    assert b"Hemligt" not in made.content


def test_nothing_to_export():
    """A calendar without events is not valid, so that none is made, and the reason is said."""
    with pytest.raises(InputError, match="Inget att exportera"):
        written(replace(MEETING, exported=False), Entry(record="x", slot="y", title="Utan datum", state="undated"))


def test_same_identity_twice():
    """Two entries with one UID are refused with both titles: readers would lose one of them."""
    with pytest.raises(InputError, match="”Styrelsemöte” och ”Årsmöte”"):
        written(MEETING, replace(MEETING, title="Årsmöte", start=date(2026, 5, 1)))


def test_large_file_is_told():
    """A file that Google Calendar would refuse for its size is written and marked as large."""
    day = timedelta(days=1)
    many = [replace(DEADLINE, slot=str(n), start=DEADLINE.start + n * day, end=None) for n in range(101)]
    long = [replace(entry, description="å" * 5000) for entry in many]
    assert not written(*many).large
    made = written(*long)
    assert made.large
    assert len(made.content) > LARGE


def test_last_day_of_the_calendar_is_refused_in_words():
    """An event that would end in the year 10000 is named in a sentence."""
    with pytest.raises(InputError, match="”Motionsstopp”"):
        written(replace(DEADLINE, start=date.max, end=date.max))
