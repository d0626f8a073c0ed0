"""A year in sentences and on paper: what each kind of entry becomes, and that none is lost."""

from __future__ import annotations

import re
from datetime import date, time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spaces import a_space
from vcycle.model.core import Activity, Area
from vcycle.model.derived import Entry
from vcycle.model.period import Period, Years
from vcycle.model.schedule import Dates, Window
from vcycle.services.wheel_paper import paper_of, year_svg
from vcycle.services.wheel_text import year_sentences
from vcycle.services.wheel_year import WholeYear, whole_year

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def an_entry(title, day=None, **more):
    day = date(2026, *day) if isinstance(day, tuple) else day
    return Entry(record=title, slot="1", title=title, **{"start": day, "end": day} | more)


def a_year(*entries, rings=(), period=YEAR, label="2026", name="Föreningen Prov"):
    return WholeYear(name, label, period, tuple(rings), tuple(entries))


def said(*entries, **more):
    """The sentences of a year, without empty lines and its opening."""
    return [line for line in year_sentences(a_year(*entries, **more)) if line][4 if more.get("rings") else 3 :]


SENTENCES = [
    (an_entry("Årsmöte", (3, 14)), "Lördag 14 mars: Årsmöte."),
    (an_entry("Årsmöte.", (3, 14), start_time=time(13), end_time=time(16, 30), place="Folkets hus"),
     "Lördag 14 mars klockan 13.00 till 16.30: Årsmöte, plats Folkets hus."),
    (an_entry("Fika", (3, 14), start_time=time(9, 5)), "Lördag 14 mars klockan 09.05: Fika."),
    (an_entry("Läger", (7, 3), end=date(2026, 7, 7)), "Från fredag 3 juli till tisdag 7 juli: Läger."),
    (an_entry("Nominering", (11, 15), end=date(2027, 1, 15)),
     "Från söndag 15 november till fredag 15 januari 2027: Nominering."),
    (an_entry("Nominering", date(2025, 11, 15), end=date(2026, 1, 15)),
     "Sedan lördag 15 november 2025 till torsdag 15 januari: Nominering."),
    (an_entry("Möte", (5, 2), state="cancelled", reason="Storm."), "Lördag 2 maj: Möte, inställt, skäl Storm."),
    (an_entry("Möte", (5, 2), state="cancelled"), "Lördag 2 maj: Möte, inställt."),
    (an_entry("Möte", (5, 2), state="held", responsible="Kassör"), "Lördag 2 maj: Möte, ansvarig Kassör, genomfört."),
    (an_entry("Möte", (5, 2), state="moved", was=date(2026, 5, 1)), "Lördag 2 maj: Möte, flyttat från fredag 1 maj."),
    (an_entry("Rapport", state="undated", window=(date(2026, 3, 1), date(2026, 3, 31))),
     "Senast 31 mars, utan bestämd dag: Rapport."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_every_kind_of_entry_is_a_sentence(entry, sentence):
    """Day, hours, place, who and state are said in words, and a full stop of the title's own is not doubled."""
    assert sentence in said(entry)


def test_the_year_is_told_from_its_beginning():
    """What the year is, how many things, then month by month; empty months share one sentence."""
    entries = (an_entry("Möte", (3, 14), ring="Möten"), an_entry("Fest", (3, 20), ring="Fester"))
    loose = an_entry("Rapport", state="undated", window=(date(2026, 9, 1), date(2026, 9, 30)), ring="Möten")
    assert year_sentences(a_year(*entries, loose, rings=("Möten", "Fester"))) == [
        "Årshjulet 2026 för Föreningen Prov.",
        "Verksamhetsåret går från torsdag 1 januari 2026 till torsdag 31 december 2026.",
        "Hjulet har två ringar, räknat utifrån: Möten, Fester.",
        "Året har tre saker: två med bestämd dag och en utan.",
        "",
        "Januari och februari: inget med bestämd dag.",
        "",
        "Mars: två saker.",
        "Lördag 14 mars: Möte, ring Möten.",
        "Fredag 20 mars: Fest, ring Fester.",
        "",
        "Från april till december: inget med bestämd dag.",
        "",
        "Utan bestämd dag: en sak.",
        "Senast 30 september, utan bestämd dag: Rapport, ring Möten.",
    ]


def test_an_empty_year_is_said_once():
    """Twelve empty months are no news."""
    assert year_sentences(a_year())[2:] == ["Inget är planerat under året."]


def test_what_is_the_same_is_said_once_with_how_often():
    """Three visits of the same kind, all without a day, are one sentence."""
    window = (date(2026, 6, 1), date(2026, 6, 30))
    visits = [Entry(record=str(n), slot="1", title="Besök", state="undated", window=window) for n in range(3)]
    assert said(*visits)[-1] == "Senast 30 juni, utan bestämd dag: Besök, tre gånger."


def test_a_year_across_new_year_says_which_year():
    """Months and days of such a year carry their own."""
    period = Period(date(2017, 3, 25), date(2018, 3, 24))
    lines = said(an_entry("Kongress", date(2018, 2, 10)), period=period, label="2017/18")
    assert lines == [
        "Från mars 2017 till januari 2018: inget med bestämd dag.",
        "Februari 2018: en sak.",
        "Lördag 10 februari 2018: Kongress.",
        "Mars 2018: inget med bestämd dag.",
    ]


dates = st.dates(date(2025, 11, 1), date(2026, 12, 31))
states = st.sampled_from(("planned", "held", "moved", "cancelled"))


@st.composite
def entries(draw):
    """Things of any kind that touch 2026, each with a title of its own."""
    made = []
    for number in range(draw(st.integers(0, 30))):
        first, length = draw(dates), draw(st.sampled_from((0, 0, 1, 40)))
        last = date.fromordinal(max(first.toordinal() + length, YEAR.start.toordinal()))
        ring = draw(st.sampled_from(("Möten", "Fester", "Okänd", "")))
        title = f"Sak{number:03}"
        if draw(st.integers(0, 3)):
            made.append(an_entry(title, first, end=last, ring=ring, state=draw(states), was=first))
        else:
            made.append(an_entry(title, ring=ring, state="undated", window=(first, last)))
    return made


@settings(max_examples=100)
@given(entries())
def test_nothing_is_lost_in_words_or_on_paper(made):
    """Each entry stands once in the sentences, and once in the list on paper with its day and its ring's number."""
    rings = ("Möten", "Fester", "Övrigt")
    page = a_year(*made, rings=rings)
    text = "\n".join(year_sentences(page))
    assert sorted(re.findall(r"Sak\d+", text)) == [e.title for e in made]
    listed = {line.text.split(",")[0]: line for group in paper_of(page).groups[1:] for line in group.lines}
    assert sorted(listed) == [e.title for e in made]
    for entry in made:
        line = listed[entry.title]
        assert line.ring == page.ring_of(entry)
        assert line.struck == (entry.state == "cancelled")
        if entry.start and entry.start in YEAR:
            assert line.mark == str(entry.start.day)
    drawn = "".join(ElementTree.fromstring(year_svg(page).encode()).itertext())
    assert all(entry.title in drawn for entry in made)


@given(st.text(st.characters(codec=None), max_size=40), st.text(st.characters(codec=None), max_size=40))
def test_hostile_text_stays_inside_its_sentence(title, place):
    """Whatever a title holds, it makes no line of its own and moves no cursor."""
    before = len(year_sentences(a_year(an_entry("x", (3, 14), place="y", ring="z"), rings=("z",), name="n")))
    entry = an_entry(title, (3, 14), place=place, ring=title)
    lines = year_sentences(a_year(entry, rings=(title,), name=place))
    assert len(lines) == before
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "".join(lines))


def test_things_of_one_time_without_a_day_share_a_letter():
    """On paper all that may happen in the same window of the same ring has one letter; another ring has its own."""
    june = (date(2026, 6, 1), date(2026, 6, 30))
    made = [an_entry(t, state="undated", window=june, ring=r) for t, r in (("a", "A"), ("b", "A"), ("c", "B"))]
    paper = paper_of(a_year(*made, rings=("A", "B")))
    assert [item.mark for item in paper.items] == ["A", "A", "B"]
    assert [line.mark for line in paper.groups[-1].lines] == ["A", "A", "B"]


def test_every_ring_of_the_plan_is_there(tmp_path):
    """Seven rings are seven, not five; what belongs to none has one more, only when something lies there."""
    areas = [Area(name=f"Område {n}", ring=f"Ring {n}", position=n) for n in range(7)]
    space = a_space(tmp_path / "a", *areas)
    names = tuple(f"Ring {n}" for n in range(7))
    assert whole_year(space, 2026).rings == names
    with space.store.transaction("Prov") as transaction:
        transaction.put(Activity(title="Löst möte", schedule=Dates(days=("2026-05-02",))))
    page = whole_year(space, 2026)
    assert page.rings == (*names, "Övrigt")
    assert page.ring_of(page.entries[0]) == 7


def test_without_rings_none_is_mentioned(tmp_path):
    """An association that tells no rings apart hears of none, and sees no number."""
    window = Activity(title="Rapport", schedule=Window(start="04-01", end="04-30"))
    page = whole_year(a_space(tmp_path / "a", window), 2026)
    assert not [line for line in year_sentences(page) if "ring" in line]
    assert paper_of(page).rings == ("",)
    assert [line.ring for line in paper_of(page).groups[0].lines] == [None]


def test_a_broken_year_has_the_parts_of_its_months(tmp_path):
    """A year from 25 March has thirteen parts of months that cover it."""
    page = whole_year(a_space(tmp_path / "a", years=Years(start="03-25", first=2017)), 2017)
    assert len(page.months) == 13
    assert sum(month.days for month in page.months) == page.period.days == 365
    assert (page.label, page.months[0].start) == ("2017/18", date(2017, 3, 25))
