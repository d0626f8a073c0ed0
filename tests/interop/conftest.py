"""A rich calendar, and beside each event what every reader must see of it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from vcycle.calendar.export import export
from vcycle.model.derived import Entry

NOW = "2026-11-20T12:00:00Z"
FAMILY = "👩\u200d👩\u200d👧\u200d👦"


class Seen(NamedTuple):
    """An occurrence as a reader reports it: days, the end excluded, or moments in UTC."""

    uid: str
    start: str
    end: str
    all_day: bool
    summary: str
    cancelled: bool


class Rich(NamedTuple):
    """Entries, and what they mean."""

    entries: list[Entry]
    meant: list[Seen]

    @property
    def content(self) -> bytes:
        return export(self.entries, {}, name="Föreningen Exempelstad; året", now=NOW).content


def a_day(slot, title, first, last=None, shown="", **more):
    """An all-day entry and what is meant by it; `last` is its last day."""
    start = date.fromisoformat(first)
    end = date.fromisoformat(last or first)
    entry = Entry(record="day", slot=slot, title=title, start=start, end=end, **more)
    after = (end + timedelta(days=1)).isoformat()
    return entry, Seen(entry.uid, first, after, True, shown or title, entry.state == "cancelled")


def a_time(slot, title, day, clock, utc, shown="", **more):
    """A timed entry from local `clock` ("18:00-20:30") and the moments in UTC that are meant."""
    begins, _, ends = clock.partition("-")
    on = date.fromisoformat(day)
    entry = Entry(
        record="time",
        slot=slot,
        title=title,
        start=on,
        end=on,
        start_time=time.fromisoformat(begins),
        end_time=time.fromisoformat(ends) if ends else None,
        **more,
    )
    start, end = (f"{moment}:00Z" for moment in utc.split(" "))
    return entry, Seen(entry.uid, start, end, False, shown or title, entry.state == "cancelled")


def edges() -> Iterator[tuple[Entry, Seen]]:
    """What exporters get wrong: ends, midnights, clock changes, cancellations."""
    yield a_day("one", "Motionsstopp", "2026-01-15")
    yield a_day("many", "Kongress", "2026-05-08", "2026-05-10")
    yield a_day("new-year", "Julstängt", "2026-12-23", "2027-01-06")
    yield a_day("leap", "Skottdagen", "2028-02-29")
    yield a_day("spring", "Klockan ställs fram", "2026-03-29")
    yield a_day("off", "Vårfest", "2026-04-18", shown="INSTÄLLT: Vårfest", state="cancelled", reason="För få anmälda")
    yield a_time("winter", "Styrelsemöte", "2026-01-22", "18:00-20:30", "2026-01-22T17:00 2026-01-22T19:30")
    yield a_time("summer", "Sommarmöte", "2026-06-18", "18:00-20:30", "2026-06-18T16:00 2026-06-18T18:30")
    yield a_time("open", "Kaffe", "2026-02-03", "15:00", "2026-02-03T14:00 2026-02-03T15:00")
    yield a_time("midnight", "Vårfest", "2026-04-30", "20:00-02:00", "2026-04-30T18:00 2026-05-01T00:00")
    yield a_time("new-years-eve", "Nyårsfest", "2026-12-31", "21:00-02:00", "2026-12-31T20:00 2027-01-01T01:00")
    yield a_time("shorter", "Spelkväll", "2026-03-28", "22:00-04:00", "2026-03-28T21:00 2026-03-29T02:00")
    yield a_time("longer", "Spelkväll", "2026-10-24", "22:00-04:00", "2026-10-24T20:00 2026-10-25T03:00")
    yield a_time("gap", "Nattvandring", "2026-03-29", "02:30-04:30", "2026-03-29T01:30 2026-03-29T02:30")
    moved = {"state": "moved", "was": date(2026, 9, 10)}
    yield a_time("moved", "Höstmöte", "2026-09-17", "18:00-20:00", "2026-09-17T16:00 2026-09-17T18:00", **moved)
    off = {"state": "cancelled", "reason": "Snöoväder, bussarna\nstår", "shown": "INSTÄLLT: Studiecirkel"}
    yield a_time("cancelled", "Studiecirkel", "2026-11-05", "17:00-19:00", "2026-11-05T16:00 2026-11-05T18:00", **off)


HOSTILE = {
    'Semikolon; komma, kolon: och ”citat” "rakt"': "",
    "C:\\notes och C:\\Notes\\": "C:/notes och C:/Notes/",
    "Två\r\nrader\noch\ttabb": "Två rader och tabb",
    "\x1b[31mrött\x1b[0m\x07": "[31mrött[0m",
    "\u202espegel\u202c vänd": "spegel vänd",
    "halv \ud83d tecken": "halv tecken",
    "[/red][@click=quit()]markup[/]": "",
    FAMILY * 12: "",
    "🇸🇪🇳🇴🇫🇮🇩🇰🇮🇸" * 10: "",
    "e\u0301a\u030aa\u0308o\u0308" * 9: "éåäö" * 9,
    "BEGIN:VALARM": "",
    "END:VEVENT\r\nEND:VCALENDAR": "END:VEVENT END:VCALENDAR",
    "å" * 10_000: "å" * 254 + "…",
}


def hostile() -> Iterator[tuple[Entry, Seen]]:
    """Text that breaks careless writers, in the title and everywhere else."""
    for n, (title, shown) in enumerate(HOSTILE.items()):
        more = {
            "description": title * 2 + "\n\n" + title,
            "place": title,
            "ring": title,
            "area": "a,b;c",
            "source": title,
        }
        yield a_day(f"hostile{n}", title, f"2026-08-{n + 1:02}", shown=shown, **more)


def year() -> Iterator[tuple[Entry, Seen]]:
    """Three hundred meetings over an activity year from September, at the zone files' word for the time."""
    zone, utc = ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")
    for n in range(300):
        day = date(2026, 9, 1) + timedelta(days=n + n // 5)
        begins = datetime.combine(day, time(17, 30), zone)
        moments = (f"{m.astimezone(utc):%Y-%m-%dT%H:%M}" for m in (begins, begins + timedelta(hours=2)))
        title = f"Möte {n}, räksmörgås och val av ordförande; sekreterare och två justerare för årets alla möten"
        yield a_time(f"year{n}", title, day.isoformat(), "17:30-19:30", " ".join(moments), description=title * 3)


@pytest.fixture(scope="session")
def rich() -> Rich:
    """Everything at once: 16 edges, 13 hostile texts and 300 meetings."""
    both = [*edges(), *hostile(), *year()]
    return Rich([entry for entry, _ in both], sorted(seen for _, seen in both))


@pytest.fixture(scope="session")
def calendar_file(rich, tmp_path_factory):
    """The rich calendar as a file."""
    path = tmp_path_factory.mktemp("calendar") / "calendar.ics"
    path.write_bytes(rich.content)
    return path
