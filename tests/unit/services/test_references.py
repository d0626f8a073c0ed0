"""What people type for an entry: every handle that is shown finds its entry again, and nothing typed does harm."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.spaces import LAST_THURSDAY, a_space, put
from vcycle.errors import NotFound
from vcycle.model.core import Activity, Change
from vcycle.model.derived import Entry
from vcycle.model.period import Period
from vcycle.model.schedule import Dates, Offset, Recur, Yearly
from vcycle.model.text import slug
from vcycle.services import moving
from vcycle.services.demo import make_demo
from vcycle.services.founding import found
from vcycle.services.references import choose, find, handle, period_of, short_names

AROUND = Period(date(2026, 1, 1), date(2026, 12, 31))


def _shown(space, years):
    """Every entry of some activity years with the handle that a list of that year shows."""
    for year in years:
        entries = space.entries(space.years.year(year))
        names = short_names(space.sources, entries)
        for entry in entries:
            yield handle(entry.id, names), entry


def _assert_found(space, years):
    shown = list(_shown(space, years))
    assert shown
    for name, entry in shown:
        assert find(name, space) == entry
    return shown


@pytest.mark.parametrize("plan", ["solna-2020", "ostergotland-2017", "vanersborg-2022", "jamtland-2022", "vast-2022"])
def test_every_handle_of_a_plan(tmp_path, plan):
    """Every handle that a list shows finds its entry, in the plan's first three years."""
    space = found(tmp_path / "x", today=date(2026, 3, 1), plan=plan)
    assert space.years.first is not None
    _assert_found(space, range(space.years.first, space.years.first + 3))


def test_every_handle_of_the_demo(tmp_path):
    """The same in the demo, also for what was moved to other years."""
    space = make_demo(tmp_path / "x", today=date(2026, 5, 20))
    shown = _assert_found(space, (2026, 2027, 2028))
    for name, entry in shown[::20]:
        step = moving.move(space, entry, date(2033, 6, 6))
        moving.save(space, step, force=True)
        assert find(name, space).start == date(2033, 6, 6)


@pytest.fixture
def space(tmp_path):
    return a_space(
        tmp_path / "x",
        Activity(id="m1", title="Styrelsemöte", series="styrelsemote", schedule=LAST_THURSDAY),
        Activity(id="k1", title="Kallelse till styrelsen", schedule=Offset(("styrelsemote",), before="1w")),
        Activity(id="j1", title="Jubileum", schedule=Dates(days=tuple(f"{y}-05-04" for y in range(2010, 2031)))),
        Activity(id="v1", title="Läsning", series="las", schedule=Yearly(day="03-08")),
        Activity(id="v2", title="Läsning", series="las", schedule=Yearly(day="09-08")),
        Activity(id="q1", title="Årsmöte", series="arsmote", schedule=Yearly(day="03-20")),
        Activity(id="q2", title="Årsmöte!", schedule=Yearly(day="04-20")),
        Activity(id="e1", title="🎉🎉", series="två ord", schedule=Yearly(day="06-06")),
        Activity(id="t1", title="2030-mål", schedule=Yearly(day="07-01")),
    )


@pytest.mark.parametrize(
    ("reference", "id_"),
    [
        ("styrelsemote.2026-03", "m1.2026-03"),
        ("styrelsemote.2031-03", "m1.2031-03"),
        ("  styrelsemote.2026-03 ", "m1.2026-03"),
        ("m1.2026-03", "m1.2026-03"),
        ("styrelsemote.2027-1", None),
        ("styrelsemote.2026-11", "m1.2026-11"),
        ("kallelse-till-styrelsen.styrelsemote.2026-03", "k1.m1.2026-03"),
        ("kallelse-till-styrelsen.styrelsemote.2041-03", "k1.m1.2041-03"),
        ("jubileum.1", "j1.1"),
        ("jubileum.17", "j1.17"),
        ("v1.2026", "v1.2026"),
        ("arsmote.2026", "q1.2026"),
        ("q2.2026", "q2.2026"),
        ("e1.2026", "e1.2026"),
        ("2030-mal.2027", "t1.2027"),
    ],
)
def test_what_a_reference_means(space, reference, id_):
    """A handle, an id, or the beginning of only one; in full it is found in any year."""
    if id_ is None:
        with pytest.raises(NotFound, match=r"passar på flera: styrelsemote\.2027-10"):
            find(reference, space)
    else:
        assert find(reference, space).id == id_


def test_whole_handle_goes_before_a_longer_one(space):
    """A whole handle means its own entry, far away, and not a near one whose handle begins with it."""
    assert find("jubileum.2", space).start == date(2011, 5, 4)


def test_beginning_of_only_one(space):
    """The beginning of a handle is enough when nothing else begins so in the years around."""
    assert find("2030-mal.2026", space).id == "t1.2026"
    assert find("kallelse-till-styrelsen.styrelsemote.2026-12", space).id == "k1.m1.2026-12"
    seldom = Recur(rule="FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYMONTHDAY=2")
    put(space, replace(space.store.get(Activity, "m1"), schedule=seldom))
    assert find("kall", space).record == "k1"


def test_names_are_each_their_own(space):
    """No two records share a name; the series goes before a title that reads the same."""
    entries = space.entries(AROUND)
    names = short_names(space.sources, entries)
    assert len(set(names.values())) == len(names)
    assert names == {
        "m1": "styrelsemote", "k1": "kallelse-till-styrelsen", "j1": "jubileum", "q1": "arsmote", "t1": "2030-mal",
    }  # fmt: skip


def test_ambiguous_are_named(space):
    """A reference that fits several names them, at most five."""
    with pytest.raises(NotFound) as refused:
        find("styrelsemote", space)
    assert str(refused.value).count("styrelsemote.20") == 5


def test_same_handle_is_told_by_id():
    """Entries that happen to be called the same are told apart by their ids."""
    entries = [Entry(record=r, slot="1", title="A", start=date(2026, 1, 1), end=date(2026, 1, 1)) for r in ("a", "b")]
    with pytest.raises(NotFound, match=r"a\.1 eller b\.1"):
        choose("same", entries, {"a": "same", "b": "same"})


def test_nearest_is_hinted(space):
    """A misspelt handle is answered with the nearest ones."""
    with pytest.raises(NotFound) as refused:
        find("styrelsmote.2026-03", space)
    assert "styrelsemote.2026-03" in refused.value.hint
    with pytest.raises(NotFound) as refused:
        find("xyzzy", space)
    assert "vcycle list" in refused.value.hint


HOSTILE = (
    "", ".", "....", "x" * 10_000, "." * 10_000, "k1." * 5_000, "\x1b[31m[/red]\x1b", "🎉" * 500, "\u202ednoces",
    "a\x00b", "\udcff", "0002.9997", "a.0002.a.9997", "9999", "0000-00", "-1", "1e9", "m1.²", "j1.0", "j1.-1",
    "j1." + "9" * 9_000, "../../etc/passwd", "2026", "m1.2026-03.2026-03", "k1.k1.k1.m1.2026-03",
)  # fmt: skip


@pytest.mark.parametrize("reference", HOSTILE)
def test_hostile_references(space, reference):
    """Whatever is typed gives a short, printable sentence."""
    with pytest.raises(NotFound) as refused:
        find(reference, space)
    said = f"{refused.value}{refused.value.hint}"
    assert not {"\x1b", "\x00", "\u202e", "\udcff"} & set(said)
    assert len(said) < 600


@given(st.text(max_size=40))
def test_any_text(any_space, reference):
    """Any text finds something or gives a sentence of ours."""
    try:
        found_ = find(reference, any_space)
    except NotFound as error:
        sentence = str(error)
    else:
        sentence = found_.title
    assert sentence


@pytest.fixture(scope="module")
def any_space(tmp_path_factory):
    return a_space(
        tmp_path_factory.mktemp("any") / "x",
        Activity(id="m1", title="Möte", series="mote", schedule=LAST_THURSDAY),
        Change(id="m1.2026-03", record="m1", slot="2026-03", day=date(2028, 1, 5)),
    )


@given(st.one_of(st.text(max_size=20), st.text("aZ9åÄöéü -!ßıİ\u0308", max_size=12)))
def test_plain_titles_are_named_as_all_others(title):
    """The short way to a plain name gives the same as taking every sign apart."""
    apart = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    assert slug(title) == re.sub("[^a-z0-9]+", "-", apart).strip("-")


@pytest.mark.parametrize(
    ("reference", "first", "last"),
    [
        ("styrelsemote.2030-03", 2029, 2031),
        ("kallelse.arsmote.2019", 2018, 2020),
        ("2030-mal.2026", 2025, 2027),
        ("a.0002.a.2026", 2025, 2027),
    ],
)
def test_period_of_a_slot(reference, first, last):
    """The last year that a reference names is where to look, and a year on each side."""
    assert period_of(reference, AROUND) == Period(date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize("reference", ["styrelse", "jubileum.1", "1hjx.8999xy", "x.9500", "kongress-2030"])
def test_period_without_a_year(reference):
    """Without a year of a slot, this year and one on each side."""
    assert period_of(reference, AROUND) == AROUND.widened(366)
