"""A chain put to use: ordinary activities in one step, the same again changes nothing, circles are refused."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.spaces import a_space, put
from vcycle.errors import InputError
from vcycle.model.core import Activity, Area, Role, Unit
from vcycle.model.period import Years
from vcycle.model.schedule import Dates, Offset, Window
from vcycle.services.chains.adding import add_chain, is_known
from vcycle.services.chains.timing import find_anchor
from vcycle.services.explain import explain
from vcycle.services.findings import findings

ANNUAL = Activity(
    id="a", title="Årsmöte", series="arsmote", schedule=Dates(days=("2026-06-13",)), areas=("mo", "borta")
)
AREA = Area(id="mo", name="Möten", ring="Möten")
ALMANAC = {"almanac": "vcycle_almanac"}
TREASURER = Role(id="k", name="kassören")


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", ANNUAL, AREA, TREASURER)


def own_chain(space, text, name="egen"):
    """A chain in the workspace's own folder."""
    (space.folder / "chains").mkdir(exist_ok=True)
    head = f'format = 1\nname = "{name}"\ntitle = "Egen"\nseries = "arsmote"\n'
    (space.folder / "chains" / f"{name}.toml").write_text(head + text, "utf-8")


def steps(space):
    return {a.series: a for a in space.store.find(Activity) if a.plan_item}


def test_steps_become_activities_in_one_step(space):
    """Each step hangs on the series, in the areas of what it hangs on; a role of that name is used, others are made."""
    before = space.store.find(Activity)
    result = add_chain(space, "arsmote")
    made = steps(space)
    assert len(made) == 13
    call = made["arsmote-kallelse"]
    assert (call.schedule, call.areas) == (Offset(("arsmote",), before="30d", weekend="before", hard=True), ("mo",))
    assert (call.basis, call.checked, call.source[:8]) == ("practice", date(2026, 11, 20), "https://")
    assert made["arsmote-rakenskaper"].responsible == "k"
    assert made["arsmote-handlingar"].follows == tuple(
        made[f"arsmote-{k}"].id for k in ("svar", "revision", "valberedning")
    )
    assert len([r for r in space.store.find(Role) if r.name.casefold() == "kassören"]) == 1
    assert {r.name for r in space.store.find(Role)} >= {"Styrelsen", "Valberedningen", "Sekreteraren"}
    assert (result.changes, space.store.find(Unit)) == (13 + 4, [])
    space.store.undo()
    assert space.store.find(Activity) == before
    assert [role.id for role in space.store.find(Role)] == ["k"]


def test_the_same_chain_again_changes_nothing(space):
    """Adding it again writes no line of history; what was changed by hand or thrown away stays so."""
    add_chain(space, "arsmote")
    lines = len(list(space.store.history()))
    assert (add_chain(space, "arsmote").changes, len(list(space.store.history()))) == (0, lines)
    made = steps(space)
    with space.store.transaction("Egna ändringar") as transaction:
        transaction.put(replace(made["arsmote-kallelse"], schedule=Offset(("arsmote",), before="6w")))
        transaction.remove(Activity, made["arsmote-ombud"].id)
    again = add_chain(space, "arsmote")
    assert (again.changes, len(again.kept), len(again.removed)) == (0, 1, 1)
    assert steps(space)["arsmote-kallelse"].schedule.before == "6w"


def test_dry_run_writes_nothing(space):
    """What would be made is told, and nothing is written."""
    lines = len(list(space.store.history()))
    assert len(add_chain(space, "kongress", dry_run=True).created) > 14
    assert (steps(space), len(list(space.store.history()))) == ({}, lines)


def test_on_another_series(space):
    """The same chain on two series gives two sets of steps that do not know of each other."""
    add_chain(space, "arsmote")
    result = add_chain(space, "arsmote", series="extra-arsmote")
    assert len([r for r in result.created if isinstance(r, Activity)]) == 13
    assert steps(space)["extra-arsmote-kallelse"].schedule.series == ("extra-arsmote",)
    assert (is_known(space, "arsmote"), is_known(space, "extra-arsmote")) == (True, False)
    with pytest.raises(InputError):
        add_chain(space, "arsmote", series="Årsmöte!")


def test_a_circle_is_refused_by_name(space):
    """What would make the anchor hang on its own step is refused, the loop named, and nothing is changed."""
    own_chain(space, '\n[[steps]]\nkey = "kallelse"\ntitle = "Kallelse"\nbefore = "3m"\n')
    put(space, replace(ANNUAL, schedule=Offset(("arsmote-kallelse",), after="3m"), revision=1))
    lines = len(list(space.store.history()))
    with pytest.raises(InputError) as caught:
        add_chain(space, "egen")
    assert "”Årsmöte” → ”Kallelse” → ”Årsmöte”" in str(caught.value)
    assert len(list(space.store.history())) == lines


def test_a_circle_made_by_hand_is_named(space):
    """A loop that got into the records all the same is named by the findings."""
    own_chain(space, '\n[[steps]]\nkey = "kallelse"\ntitle = "Kallelse"\nbefore = "3m"\n')
    add_chain(space, "egen")
    put(space, replace(ANNUAL, schedule=Offset(("arsmote-kallelse",), after="3m"), revision=1))
    wrong = [f.message for f in findings(space) if f.level == "error"]
    assert any("”Kallelse” → ”Årsmöte” → ”Kallelse”" in message for message in wrong)


def test_a_congress_known_by_its_month_gives_windows(tmp_path):
    """Of a congress known only as "februari 2018" every step is a window, by the same arithmetic."""
    congress = Activity(id="k", title="Kongress", series="kongress", schedule=Window(start="2018-02", end="2018-02"))
    space = a_space(tmp_path / "x", congress, today=date(2017, 6, 1))
    add_chain(space, "kongress")
    windows = {e.series: e.window for e in space.entries(space.this_year.widened(366)) if e.state == "undated"}
    assert len(windows) == 15
    assert windows["kongress-motioner"] == (date(2017, 11, 1), date(2017, 11, 28))
    assert windows["kongress-kallelse"] == (date(2017, 8, 1), date(2017, 8, 28))
    assert windows["kongress-motioner-distrikt"] == (date(2017, 10, 20), date(2017, 11, 16))
    assert windows["kongress-rapport"] == (date(2018, 3, 1), date(2018, 3, 28))


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ("arsmote-kallelse", "Så har andra gjort, https://vastmanland.naturskyddsforeningen.se"),
        ("arsmote-svar", "Eget antagande: kontrollera stadgarna."),
    ],
)
def test_what_is_no_rule_says_so(space, series, words):
    """Whoever asks why a step lies where it does is told how we know, and to compare with the statutes."""
    add_chain(space, "arsmote")
    entry = next(e for e in space.entries(space.this_year) if e.series == series)
    said = explain(space, entry)
    assert [line for line in said if line.startswith(words)]
    assert [line for line in said if line.endswith("kontrollera stadgarna.")]
    assert not any(line.startswith("Källa:") for line in said)


def test_a_chain_without_its_anchor_is_one_line(tmp_path):
    """Steps that were added before what they hang on wait for it, and are told of together."""
    space = a_space(tmp_path / "x", years=Years(first=2026), today=date(2028, 3, 1))
    add_chain(space, "valar")
    (waiting,) = [f for f in findings(space) if "hänger på" in f.message]
    assert (waiting.level, waiting.message) == (
        "warning", "10 steg i en kedja hänger på serien ”valdag”, som inte finns än.",
    )  # fmt: skip
    space = a_space(tmp_path / "y", years=Years(first=2026), today=date(2028, 3, 1), plugins=ALMANAC)
    add_chain(space, "valar")
    assert not [f for f in findings(space) if "hänger på" in f.message]  # the next election is two years away
    assert find_anchor(space, "valdag").start == date(2030, 9, 8)
