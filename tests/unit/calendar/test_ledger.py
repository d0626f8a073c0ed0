"""What phones have seen: numbers and times that rise with a change, stand without one and never fall."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vcycle.calendar.export import export
from vcycle.model.derived import Entry

FIRST, LATER, EARLIER = "2026-11-20T12:00:00Z", "2026-12-24T15:00:00Z", "1999-01-01T00:00:00Z"
MEETING = Entry(
    record="meeting",
    slot="2026-03",
    title="Styrelsemöte",
    start=date(2026, 3, 26),
    end=date(2026, 3, 26),
    start_time=time(18),
    end_time=time(20),
)


def stored(entries, ledger, now):
    """The ledger as a caller keeps it: new records over old ones."""
    made = export(entries, ledger, name="x", now=now)
    return made, {**ledger, **{record.id: record for record in made.ledger}}


def after(changed, now=LATER):
    """The ledger record of MEETING, exported once, then exported as `changed`."""
    _, ledger = stored([MEETING], {}, FIRST)
    _, ledger = stored([changed], ledger, now)
    (record,) = ledger.values()
    return record


def test_new():
    """A new event begins at sequence 0, changed now."""
    made, _ = stored([MEETING], {}, FIRST)
    (record,) = made.ledger
    assert (record.id, record.sequence, record.modified) == (MEETING.uid, 0, FIRST)


def test_retitled():
    """A new title is a later change, but no new time: only LAST-MODIFIED rises."""
    record = after(replace(MEETING, title="Extra styrelsemöte"))
    assert (record.sequence, record.modified) == (0, LATER)


def test_moved():
    """A moved meeting keeps its UID, and its SEQUENCE rises, or Google would keep the old day."""
    record = after(replace(MEETING, start=date(2026, 4, 2), end=date(2026, 4, 2), state="moved", was=MEETING.start))
    assert (record.id, record.sequence, record.modified) == (MEETING.uid, 1, LATER)


def test_longer():
    """Another end is another time."""
    assert after(replace(MEETING, end_time=time(21))).sequence == 1


def test_cancelled():
    """Cancelling raises both."""
    record = after(replace(MEETING, state="cancelled", reason="Snö"))
    assert (record.sequence, record.modified) == (1, LATER)


def test_taken_back():
    """Undoing a cancellation is a new change to a phone."""
    _, ledger = stored([MEETING], {}, FIRST)
    _, ledger = stored([replace(MEETING, state="cancelled")], ledger, LATER)
    _, ledger = stored([MEETING], ledger, LATER)
    (record,) = ledger.values()
    assert (record.sequence, record.modified) == (2, "2026-12-24T15:00:01Z")


def test_clock_set_back():
    """With a clock that went back, a change is one second after the last."""
    record = after(replace(MEETING, title="Ny rubrik"), now=EARLIER)
    assert record.modified == "2026-11-20T12:00:01Z"


def test_kept_from_the_store():
    """What the store keeps about a record survives its change."""
    _, ledger = stored([MEETING], {}, FIRST)
    kept = {MEETING.uid: replace(ledger[MEETING.uid], revision=7, created=FIRST)}
    made = export([replace(MEETING, title="Ny")], kept, name="x", now=LATER)
    assert (made.ledger[0].revision, made.ledger[0].created) == (7, FIRST)


def test_only_what_changed_is_stored_again():
    """The records to store are those of new and changed events alone."""
    other = replace(MEETING, slot="2026-04", start=date(2026, 4, 30), end=date(2026, 4, 30))
    _, ledger = stored([MEETING, other], {}, FIRST)
    made, _ = stored([MEETING, replace(other, place="Ny lokal")], ledger, LATER)
    assert [record.id for record in made.ledger] == [other.uid]


EDITS = st.one_of(
    st.builds(dict, title=st.sampled_from(["Möte", "Årsmöte"])),
    st.builds(dict, start=st.dates(date(2026, 3, 1), date(2026, 3, 4)), end=st.none()),
    st.builds(dict, state=st.sampled_from(["planned", "held", "moved", "cancelled"])),
    st.builds(dict, place=st.sampled_from(["", "Lokalen"])),
    st.just({}),
)
CLOCK = st.sampled_from([FIRST, LATER, EARLIER])


@given(st.lists(st.tuples(EDITS, CLOCK), min_size=1, max_size=12))
def test_history(strict, edits):
    """Over any history and any clock: a change raises, no change gives the same bytes, and nothing ever falls."""
    entry, ledger = MEETING, {}
    before, before_event = None, None
    for edit, now in edits:
        entry = replace(entry, **edit)
        made, ledger = stored([entry], ledger, now)
        record = ledger[entry.uid]
        (event,) = strict(made.content).of("VEVENT")
        assert event.one("DTSTAMP") == event.one("LAST-MODIFIED")
        assert (event.one("SEQUENCE"), event.one("UID")) == (str(record.sequence), MEETING.uid)
        seen = [line for line in event.properties if line[0] not in {"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"}]
        if before is not None:
            timing = [
                [line for line in lines if line[0] in {"DTSTART", "DTEND", "STATUS"}] for lines in (seen, before_event)
            ]
            assert (record.modified > before.modified) == (seen != before_event)
            assert record.sequence - before.sequence == (timing[0] != timing[1])
        again, _ = stored([entry], ledger, LATER)
        assert again.content == made.content
        before, before_event = record, seen
