"""What independent readers see in an exported calendar: JavaScript, khal, vobject and recurring-ical-events."""

import importlib
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from vcycle.calendar.export import export

HERE = Path(__file__).parent
INSTALL = "Install it with: tests/interop/install.sh VENV"
SEEN = ("uid", "start", "end", "all_day", "summary", "cancelled")

KHAL_CONFIG = """
[calendars]
[[vcycle]]
path = {folder}/calendar
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M:%SZ
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%SZ
longdatetimeformat = %Y-%m-%dT%H:%M:%SZ
[default]
default_calendar = vcycle
"""


def imported(name):
    """A reader's module, or a failure that says how to get it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.fail(f"The reader {name} is missing. {INSTALL}")


def shown(moment):
    """A day, or a moment in UTC, as all readers' answers are compared."""
    if isinstance(moment, datetime):
        assert moment.tzinfo is not None, "a floating time"
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def occurrence(uid, start, end, summary, status):
    """A Python reader's answer in the common form."""
    return (
        str(uid),
        shown(start),
        shown(end),
        not isinstance(start, datetime),
        str(summary),
        str(status) == "CANCELLED",
    )


def javascript(reader):
    """A reader that runs in node, under a zone of its own so that no answer is right by luck."""

    def read(file, _folder):
        if not (HERE / "node" / "node_modules" / reader).is_dir():
            pytest.fail(f"The reader {reader} is missing. {INSTALL}")
        command = ["node", str(HERE / "node" / "read.mjs"), reader, str(file)]
        environment = {"PATH": os.environ["PATH"], "TZ": "America/New_York"}
        done = subprocess.run(command, capture_output=True, check=False, timeout=120, env=environment)
        assert done.returncode == 0, done.stderr.decode()
        return [tuple(event[name] for name in SEEN) for event in json.loads(done.stdout)]

    return read


def khal(folder, *arguments):
    """The real khal with a configuration and a calendar of its own."""
    program = Path(sys.executable).with_name("khal")
    if not program.exists():
        pytest.fail(f"The reader khal is missing. {INSTALL}")
    config = folder / "config"
    if not config.exists():
        (folder / "calendar").mkdir()
        config.write_text(KHAL_CONFIG.format(folder=folder))
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    command = [str(program), "-c", str(config), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def khal_list(folder):
    """Every event that khal shows from 2026 to 2028; its all-day events end on their last day."""
    names = ("uid", "start-long-full", "end-long-full", "all-day", "title", "status")
    fields = [part for name in names for part in ("--json", name)]
    lines = khal(folder, "list", "--once", "2026-01-01", "2028-12-31", *fields).splitlines()
    for event in (event for line in lines for event in json.loads(line)):
        uid, start, end, all_day, title, status = (event[name] for name in names)
        if all_day == "True":
            start, end = start[:10], (date.fromisoformat(end[:10]) + timedelta(days=1)).isoformat()
        yield uid, start, end, all_day == "True", title, status == "CANCELLED"


def khal_imported(file, folder):
    """What khal shows after its own import."""
    khal(folder, "import", "--batch", "-a", "vcycle", str(file))
    return list(khal_list(folder))


def vobject(file, _folder):
    """vobject, which uses the file's own time zone."""
    calendar = imported("vobject").readOne(file.read_text(encoding="utf-8"))
    for event in calendar.vevent_list:
        values = (event.uid, event.dtstart, event.dtend, event.summary, event.status)
        yield occurrence(*(part.value for part in values))


def recurring(file, _folder):
    """recurring-ical-events on icalendar."""
    calendar = imported("icalendar").Calendar.from_ical(file.read_bytes())
    found = imported("recurring_ical_events").of(calendar).between(date(2026, 1, 1), date(2029, 1, 1))
    for event in found:
        yield occurrence(event["UID"], event.start, event.end, event["SUMMARY"], event["STATUS"])


READERS = {
    "ical.js": javascript("ical.js"),
    "node-ical": javascript("node-ical"),
    "khal": khal_imported,
    "vobject": vobject,
    "recurring-ical-events": recurring,
}


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_what_was_meant(reader, rich, calendar_file, tmp_path):
    """Each reader sees every event once, with its times, title and state."""
    assert sorted(READERS[reader](calendar_file, tmp_path)) == rich.meant


def test_khal_takes_a_change(rich, tmp_path):
    """khal, given a later file, shows a moved and a cancelled event once each, as they are now."""
    before = [entry for entry in rich.entries if entry.record == "time"][:8]
    folder, file = tmp_path / "khal", tmp_path / "calendar.ics"
    folder.mkdir()
    first = export(before, {}, name="x", now="2026-01-01T00:00:00Z")
    file.write_bytes(first.content)
    assert len(khal_imported(file, folder)) == len(before)
    moved = replace(before[0], state="moved", start=date(2026, 1, 29), end=date(2026, 1, 29))
    cancelled = replace(before[1], state="cancelled")
    known = {record.id: record for record in first.ledger}
    after = [moved, cancelled, *before[2:]]
    file.write_bytes(export(after, known, name="x", now="2026-01-02T00:00:00Z").content)
    now = {event[0]: event for event in khal_imported(file, folder)}
    assert len(now) == len(before)
    assert now[moved.uid][1:3] == ("2026-01-29T17:00:00Z", "2026-01-29T19:30:00Z")
    assert now[cancelled.uid][4:] == (f"INSTÄLLT: {cancelled.title}", True)


def test_icalendar_finds_no_fault(calendar_file):
    """The library's own reader keeps no property as broken, and finds the texts whole."""
    calendar = imported("icalendar").Calendar.from_ical(calendar_file.read_bytes())
    assert [component.errors for component in calendar.walk() if component.errors] == []
    (drive,) = [event for event in calendar.walk("VEVENT") if event["SUMMARY"].startswith("C:/")]
    assert str(drive["DESCRIPTION"]).startswith("C:\\notes och C:\\Notes\\C:\\notes")
    assert list(drive["CATEGORIES"].cats) == ["C:/notes och C:/Notes/", "a,b;c"]
