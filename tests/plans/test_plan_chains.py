"""A plan's chains: the chain's steps with the plan's own over them, every fault at its line in the plan."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

from tests.spaces import a_space
from vcycle.errors import InputError
from vcycle.model.core import Activity, Role
from vcycle.model.schedule import Offset, Recur
from vcycle.services.findings import findings
from vcycle.services.plans.file import read_plan
from vcycle.services.plans.importing import import_plan, is_edited

HEAD = """\
format = 1
name = "plan"
title = "Plan"
association = "Föreningen"
year = 2026

[[areas]]
key = "moten"
name = "Möten"

[[roles]]
key = "styrelsen"
name = "Vår styrelse"

[[activities]]
key = "kongressen"
title = "Kongress"
area = "moten"
series = "kongress"
schedule = "2026-05-08"
"""
USE = '\n[[chains]]\nuse = "kongress"\nanchor = "kongressen"\n'


def read(folder, text):
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    return read_plan(path, folder)


def refused(folder, text):
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return list(caught.value.problems)


def test_steps_become_activities_of_the_plan(tmp_path):
    """Each in the anchor's area, named after its series; a role of the plan is used, others are made."""
    plan = read(tmp_path, HEAD + USE + 'without = ["svar", "ombudstraff"]\n')
    by_key = {item.key: item for item in plan.activities}
    assert len(by_key) == 1 + 14 - 2
    stop = by_key["kongress-motioner-distrikt"]
    assert (stop.area, stop.series, stop.responsible) == ("moten", "kongress-motioner-distrikt", "distriktsstyrelsen")
    assert stop.schedule == Offset(("kongress-motioner",), before="12d")
    assert by_key["kongress-motioner-lokalt"].responsible == "styrelsen"
    assert {role.key for role in plan.roles} == {"styrelsen", "distriktsstyrelsen", "delegationsledaren"}
    space = a_space(tmp_path / "x")
    import_plan(space.store, plan)
    found = {e.series: e.start for e in space.entries(space.this_year.widened(366))}
    assert found["kongress-motioner-distrikt"] == date(2026, 1, 27)
    made = {a.series: a for a in space.store.find(Activity)}
    assert made["kongress-konferens"].follows == (made["kongress-motioner-distrikt"].id,)
    assert len(space.store.find(Role)) == 3
    assert import_plan(space.store, plan).changes == 0


def test_the_plans_own_words_win(tmp_path):
    """A step with the chain's key changes it; another amount no longer stands on the chain's source."""
    own = '\n[[chains.steps]]\nkey = "motioner"\nbefore = "100d"\n'
    own += '\n[[chains.steps]]\nkey = "svar"\ntitle = "Svaren ute"\n'
    plan = read(tmp_path, HEAD + USE + own + '\n[[chains.steps]]\nkey = "fika"\ntitle = "Fika"\nafter = "1d"\n')
    by_key = {item.key: item for item in plan.activities}
    motions, answers = by_key["kongress-motioner"], by_key["kongress-svar"]
    assert (motions.schedule.before, motions.basis, motions.source) == ("100d", "default", "")
    assert (motions.stop, motions.level, motions.schedule.hard) == ("motioner", "national", True)
    assert (answers.title, answers.schedule.before, answers.basis) == ("Svaren ute", "1m", "practice")
    assert by_key["kongress-fika"].schedule == Offset(("kongress",), after="1d")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (USE.replace('"kongress"', '"kongresen"'), "plan.toml:23: chains.1.use: Det finns ingen kedja som heter"),
        (USE.replace('"kongressen"', '"kongres"'), "plan.toml:24: chains.1.anchor: planen har ingen aktivitet"),
        (USE + 'without = ["svaret"]\n', "plan.toml:25: chains.1.without.1: kedjan har inget steg som heter"),
        (USE + 'wihout = ["svar"]\n', "plan.toml:25: chains.1.wihout: nyckeln finns inte; menade du ”without”?"),
        (USE + '\n[[chains.steps]]\nkey = "x"\nbefore = "1d"\n', "plan.toml:26: chains.1.steps.x.title: nyckeln"),
        (USE + '\n[[chains.steps]]\nbefore = "1d"\n', "plan.toml:26: chains.1.steps.1.key: nyckeln saknas"),
        (USE + '\n[[chains.steps]]\nkey = "svar"\nbefore = "1"\n', "plan.toml:28: chains.1.steps.svar.before: ”1”"),
        (USE + USE, "plan.toml:26: chains.2: nyckeln ”kongress-kallelse” finns redan i planen"),
        (
            USE + '\n[[chains.steps]]\nkey = "motioner-lokalt"\nof = "motioner"\nbefore = "1d"\n',
            "plan.toml:26: chains.1.steps.motioner-lokalt.stop: ”Medlemsmöte som antar",
        ),
        (
            USE + '\n[[chains.steps]]\nkey = "motioner"\nof = "motioner-lokalt"\nbefore = "1d"\n',
            "plan.toml:28: chains.1.steps.motioner.of: stegen går i en cirkel: motioner → motioner-lokalt →",
        ),
    ],
)  # fmt: skip
def test_every_fault_of_a_chain_is_named_at_its_line(tmp_path, text, problem):
    """What is wrong with the use of a chain stands in the plan, and is named there."""
    found = refused(tmp_path, HEAD + text)
    assert [p for p in found if p.startswith(problem)], found


def test_a_circle_through_the_plan_is_named(tmp_path):
    """An anchor that hangs on a step of the chain that hangs on it is refused, the whole way round named."""
    found = refused(tmp_path, HEAD.replace('"2026-05-08"', '"en månad efter varje kongress-svar"') + USE)
    assert any(
        p.startswith("plan.toml:20: activities.kongressen.schedule: hänger på sig själv")
        and "kongressen → kongress-svar" in p
        for p in found
    ), found


def test_stops_of_the_plan_itself_are_compared_with_those_of_a_chain(tmp_path):
    """A local stop that the plan hangs on the congress must not come after the chain's national one either."""
    stop = '\n[[activities]]\nkey = "eget"\ntitle = "Eget stopp"\nlevel = "local"\nstop = "motioner"\nschedule = "{}"\n'
    found = refused(tmp_path, HEAD + stop.format("två månader före varje kongress") + USE)
    assert found[0].startswith("plan.toml:26: activities.eget.stop: ”Eget stopp” hamnar efter ”Distriktets stopp")
    assert len(read(tmp_path, HEAD + stop.format("fem månader före varje kongress") + USE).activities) == 16


@pytest.mark.parametrize(
    ("local", "national", "wrong"),
    [
        (
            "2026-06-01",
            "2026-05-01",
            "”Lokalt” 2026-06-01 kommer efter ”Riks” 2026-05-01; ”motioner” går lokalt före riks",
        ),
        ("1 juni", "2026-05-01", "”Lokalt” 2026-06-01 kommer efter ”Riks” 2026-05-01"),
        ("1 juni", "1 maj", "”Lokalt” 2024-06-01 kommer efter"),
        ("2026-06-01", "2027-05-01", ""),
        ("2026-05-01", "2026-05-01", ""),
        ("2026-02-01, 2026-08-01", "2026-06-01, 2026-12-01", ""),
    ],
)
def test_stops_with_days_of_their_own_are_compared(tmp_path, local, national, wrong):
    """A local stop on a fixed day must not lie after the national one of the same kind in the same year."""
    stop = '\n[[activities]]\nkey = "{}"\ntitle = "{}"\nlevel = "{}"\nstop = "motioner"\nschedule = "{}"\n'
    text = HEAD + stop.format("lokalt", "Lokalt", "local", local) + stop.format("riks", "Riks", "national", national)
    if not wrong:
        assert len(read(tmp_path, text).activities) == 3
    else:
        assert [p.startswith(f"plan.toml:26: activities.lokalt.stop: {wrong}") for p in refused(tmp_path, text)] == [
            True
        ]


def test_a_last_day_never_moves_later(tmp_path):
    """A binding day before what it hangs on, and a stop, must not move past a free day; a soft step may."""
    step = '\n[[activities]]\nkey = "x"\ntitle = "X"\n{}schedule = {{ kind = "offset", series = ["kongress"], {} }}\n'
    late = 'before = "6w", weekend = "after"'
    sentence = "en sista dag får flyttas tidigare vid helg, aldrig senare: before eller keep"
    wrong = [f"plan.toml:25: activities.x.schedule: {sentence}"]
    assert refused(tmp_path, HEAD + step.format("", f"{late}, hard = true")) == wrong
    stop = 'level = "local"\nstop = "motioner"\n'
    assert refused(tmp_path, HEAD + step.format(stop, late)) == [wrong[0].replace(":25:", ":27:")]
    for right in (
        late,
        'before = "6w", weekend = "before", hard = true',
        'after = "6w", weekend = "after", hard = true',
    ):
        assert len(read(tmp_path, HEAD + step.format("", right)).activities) == 2


def test_steps_on_what_is_logged(tmp_path):
    """What hangs on a series that only [[series]] declares is right in a plan, and in the workspace."""
    text = '\n[[series]]\nkey = "ny-medlem"\n'
    text += '\n[[activities]]\nkey = "x"\ntitle = "Ring"\nschedule = "en vecka efter varje {}"\n'
    space = a_space(tmp_path / "x")
    import_plan(space.store, read(tmp_path, HEAD + text.format("ny-medlem")))
    assert not [f for f in findings(space) if f.level == "error"]
    assert "finns inte" in refused(tmp_path, HEAD + text.format("ny-medlm"))[0]


def test_a_chain_with_faults_of_its_own_is_named(tmp_path):
    """A workspace's own chain that cannot be read is named with its faults, at the line that uses it."""
    (tmp_path / "chains").mkdir()
    (tmp_path / "chains" / "egen.toml").write_text("format = 1\n", "utf-8")
    found = refused(tmp_path, HEAD + USE.replace('"kongress"', '"egen"'))
    assert found[0].startswith("plan.toml:23: chains.1.use: kedjan ”egen” går inte att läsa: egen.toml:1: name:")


def test_records_of_earlier_imports_are_not_taken_for_edited():
    """Fields that came with chains leave the digest of a record without them as it was when it was imported."""
    earlier = Activity(
        title="Pizza",
        schedule=Recur(rule="FREQ=MONTHLY;BYDAY=-1TH"),
        start_time=time(18),
        areas=("a",),
        tags=("x",),
        quote="Pizza varje månad.",
        source="solna-2020 rad 4",
        plan_item="solna-2020/activities/pizza@d41d6262",
    )
    assert not is_edited(earlier)
    assert is_edited(replace(earlier, level="local"))
