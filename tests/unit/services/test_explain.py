"""Every date can say where it comes from: rule, arithmetic, what was done, the plan's words and the source."""

from datetime import date, time

import pytest
from msgspec.structs import replace

from tests.spaces import LAST_THURSDAY, a_space, put
from vcycle.model.core import Activity
from vcycle.model.schedule import Dates, Offset, Window, Yearly
from vcycle.services import moving
from vcycle.services.demo import make_demo
from vcycle.services.explain import explain
from vcycle.services.source_words import source_words

ANNUAL = Activity(
    id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-03-07",)), quote="Årsmöte hålls.",
    source="Planen, rad 4", start_time=time(13),
)  # fmt: skip
CALL = Activity(
    id="k", title="Kallelse", schedule=Offset(("arsmote",), before="3m", weekend="before", hard=True), source="§ 7"
)
STUDY = Activity(id="w", title="Studiedag", series="studier", schedule=Window(name="under hösten"))
ROOM = Activity(id="b", title="Boka sal", schedule=Offset(("studier",), before="1m"))
ROYAL = Activity(id="y", title="Bokslut", schedule=Yearly(day="11-14", weekend="before"))


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", ANNUAL, CALL, STUDY, ROOM, ROYAL)


def _said(space, id_):
    entry = space.entry(id_)
    assert entry is not None
    return explain(space, entry)


def test_arithmetic_of_what_hangs(space):
    """What hangs on something names it, with the arithmetic, the free day and the source."""
    assert _said(space, "k.a.1") == [
        "Regel: tre månader före varje årsmöte, flyttas tidigare vid helg, bindande.",
        "Hänger på Årsmöte lördag 7 mars 2026.",
        "7 mars 2026 minus tre månader är 7 december 2025, en söndag.",
        "Det är en ledig dag, så den flyttas till närmaste arbetsdag före: fredag 5 december 2025.",
        "Källa: § 7",
    ]


def test_rule_says_how_it_comes_to_its_day(space):
    """What has a rule of its own says which day that gives and why it lies elsewhere, then the plan's words."""
    said = _said(space, "y.2026")
    assert "Regeln ger 14 november 2026, en lördag." in said
    assert any("flyttas till närmaste arbetsdag före: fredag 13 november 2026" in line for line in said)
    assert _said(space, "a.1")[-2:] == ["Planen: ”Årsmöte hålls.”", "Källa: Planen, rad 4"]


def test_moved_says_from_where(space):
    """What was moved still says what its rule gives, and where it went; what hangs on it, that it is pinned."""
    moving.save(space, moving.move(space, space.entry("y.2026"), date(2027, 1, 8)))
    said = _said(space, "y.2026")
    assert "Regeln ger 14 november 2026, en lördag." in said
    assert "Flyttat från fredag 13 november 2026 till fredag 8 januari 2027." in said
    moving.save(space, moving.move(space, space.entry("k.a.1"), date(2030, 12, 1)), force=True)
    said = _said(space, "k.a.1")
    assert "Hänger på Årsmöte lördag 7 mars 2026." in said
    assert "Har fått en egen dag och följer inte längre det som det hänger på." in said


def test_undated(space):
    """What has no day says between which days it must happen; what hangs on it, that it waits for that."""
    assert "Dagen är inte vald; sista möjliga dag är måndag 30 november 2026." in _said(space, "w.2026")
    assert "Hänger på Studiedag, som inte har fått någon dag än." in _said(space, "b.w.2026")
    assert sum("30 november" in line for line in _said(space, "w.2026")) == 2


def test_held_and_cancelled(space):
    """What was held says what was counted, what was cancelled says why."""
    moving.save(space, moving.done(space, space.entry("a.1"), women=5, men=3, unknown=1))
    assert "Genomfört: 5 kvinnor, 3 män, 1 uppgift saknas." in _said(space, "a.1")
    moving.save(space, moving.cancel(space, space.entry("w.2026"), "snö"))
    assert "Inställt: snö." in _said(space, "w.2026")
    assert "Inställt: Studiedag är inställt." in _said(space, "b.w.2026")
    moving.save(space, moving.done(space, space.entry("y.2026")))
    assert "Genomfört." in _said(space, "y.2026")


def test_what_it_hung_on_is_gone(space):
    """A held step whose anchor is gone is explained without it."""
    moving.save(space, moving.done(space, space.entry("k.a.1")))
    put(space, replace(space.store.get(Activity, "a"), schedule=LAST_THURSDAY))
    assert "Hängde på något som inte finns längre." in _said(space, "k.a.1")


def test_everything_in_the_demo_explains_itself(tmp_path):
    """Every entry of the demo's year has at least its rule and a source or an arithmetic."""
    space = make_demo(tmp_path / "x", today=date(2026, 5, 20))
    for entry in space.entries(space.this_year):
        said = explain(space, entry)
        assert said[0].startswith("Regel: ")
        assert len(said) >= 2
        assert all(line and "None" not in line for line in said)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 12, 5), "Genomfört fredag 5 december 2025, i tid."),
        (date(2025, 12, 4), "Genomfört torsdag 4 december 2025, i tid med 1 dag till godo."),
        (date(2025, 11, 25), "Genomfört tisdag 25 november 2025, i tid med 10 dagar till godo."),
        (date(2025, 12, 6), "Genomfört lördag 6 december 2025, 1 dag för sent."),
    ],
)
def test_proof_of_a_notice(space, on, said):
    """A hard step that is done tells when, to whom, by whom, and how many days it lay before or after its last day."""
    moving.save(space, moving.done(space, space.entry("k.a.1"), on, note="till alla medlemmar, per e-post"))
    lines = _said(space, "k.a.1")
    at = lines.index(said)
    assert lines[at + 1 : at + 3] == ["Anteckning: till alla medlemmar, per e-post", "Avbockat av prov."]


def test_what_kind_of_day_and_how_it_is_known(space):
    """A stop says for what and whose it is, what it must not come before, its paragraph and when that was read."""
    rule = {"basis": "rule", "paragraph": "§ 54", "source": "https://x", "checked": date(2026, 11, 20)}
    call = replace(CALL, level="district", stop="motioner", follows=("b", "borta"), revision=1, **rule)
    put(space, call)
    assert _said(space, "k.a.1")[-3:] == [
        "Sista dag för motioner, distrikt.",
        "Ska inte komma före ”Boka sal”.",
        "§ 54 (stadgar, lag eller myndighet), https://x (läst 2026-11-20).",
    ]
    put(space, replace(call, basis="practice", paragraph="", revision=2))
    assert _said(space, "k.a.1")[-1] == "Så har andra gjort, https://x (läst 2026-11-20): kontrollera stadgarna."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("vanersborg-2022 rad 125", "Planens rad 125 (vanersborg-2022)"),
        ("§ 7", "Källa: § 7"),
        ("Planen, rad 4", "Källa: Planen, rad 4"),
    ],
)
def test_where_it_is_from_is_said_as_people_say_it(source, said):
    """What an import notes of a plan's line is a sentence about the plan; other sources stay as they are."""
    assert source_words(source) == said
