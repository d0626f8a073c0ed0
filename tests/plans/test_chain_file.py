"""A chain file is read whole, or refused with file, line and key of everything that is wrong."""

import re
import tomllib
from datetime import date, timedelta

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schedule_strategies import weekends
from vcycle.errors import InputError, NotFound
from vcycle.model.core import TIERS
from vcycle.model.schedule import Offset
from vcycle.rules.circles import loops
from vcycle.services.chains.file import chain_files, find_chain, read_chain
from vcycle.services.chains.order import DAYS, FIRST, follow, overtakes
from vcycle.services.outer_dates_file import outer_dates, read_rules, rule_files
from vcycle.services.plans.file import read_plan

HEAD = 'format = 1\nname = "kedja"\ntitle = "Kedja"\nseries = "mote"\n'
STEP = '\n[[steps]]\nkey = "a"\ntitle = "A"\nbefore = "1m"\n'
SHIPPED = sorted(chain_files(None))


def refused(folder, text, read=read_chain, name="kedja.toml"):
    path = folder / name
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("format = 2\n" + HEAD.split("\n", 1)[1], "kedja.toml:1: format: ”2” känns inte igen"),
        (HEAD.replace('"kedja"', '"annan"'), "kedja.toml:2: name: ska vara som filens namn, ”kedja”, inte ”annan”"),
        (HEAD.replace('"mote"', '"Möte"'), "kedja.toml:4: series: ”Möte” ska vara små bokstäver"),
        (HEAD + "stegs = 1\n", "kedja.toml:5: stegs: nyckeln finns inte; menade du ”steps”?"),
        (HEAD + STEP.replace('title = "A"\n', ""), "kedja.toml:6: steps.a.title: nyckeln saknas"),
        (HEAD + STEP.replace('"1m"', '"1 månad"'), "kedja.toml:9: steps.a.before: ”1 månad” är ingen tid"),
        (HEAD + STEP + 'after = "1d"\n', "kedja.toml:10: steps.a.after: välj antingen före eller efter"),
        (HEAD + STEP + STEP, "kedja.toml:12: steps.a.key: ”a” står redan som steg 1"),
        (HEAD + STEP + 'of = "b"\n', "kedja.toml:10: steps.a.of: kedjan har inget steg som heter ”b”"),
        (HEAD + STEP + 'follows = ["b"]\n', "kedja.toml:10: steps.a.follows: kedjan har inget steg som heter ”b”"),
        (HEAD + STEP + 'of = "a"\n', "kedja.toml:10: steps.a.of: stegen går i en cirkel: a → a"),
        (HEAD + STEP + 'stop = "motioner"\n', "kedja.toml:6: steps.a.level: en stoppdag behöver level"),
        (HEAD + STEP + 'level = "region"\n', "kedja.toml:10: steps.a.level: ”region” finns inte; välj local, district"),
        (HEAD + STEP + 'basis = "practice"\n', "kedja.toml:6: steps.a.source: vad andra har skrivit eller gjort"),
        (HEAD + STEP + 'basis = "rule"\nsource = "§"\n', "kedja.toml:6: steps.a.checked: en regel behöver dagen"),
        (HEAD + STEP + 'hard = true\nweekend = "after"\n', "kedja.toml:11: steps.a.weekend: en sista dag får flyttas"),
        (HEAD + STEP + "hard = 1\n", "kedja.toml:10: steps.a.hard: ska vara true eller false"),
        (HEAD + STEP + 'paragraph = "198505019805"\n', "kedja.toml:10: steps.a.paragraph: "),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_line_and_key(tmp_path, text, problem):
    """The file, the line, the step by its key, the key in it, and what is wrong in Swedish."""
    assert [p for p in refused(tmp_path, text) if p.startswith(problem)], refused(tmp_path, text)


def test_all_faults_are_named_at_once(tmp_path):
    """One file with several faults names them all, in the order of the file."""
    text = HEAD.replace('"mote"', '""') + STEP.replace("1m", "x") + STEP.replace('"a"', '"B"') + 'weekend = "later"\n'
    assert [p.split(": ")[0] for p in refused(tmp_path, text)] == [f"kedja.toml:{n}" for n in (4, 9, 12, 15)]


ORDER = (
    '\n[[steps]]\nkey = "r"\ntitle = "Riks"\nbefore = "{}"\nlevel = "national"\nstop = "{}"\n'
    '\n[[steps]]\nkey = "l"\ntitle = "Lokalt"\nbefore = "{}"\nlevel = "local"\nstop = "motioner"\n'
)


def test_a_local_stop_after_its_national_one_is_refused(tmp_path):
    """The line of the local stop, both titles and an example; another kind of stop is none of its business."""
    (problem,) = refused(tmp_path, HEAD + ORDER.format("3m", "motioner", "2m"))
    assert problem.startswith(
        "kedja.toml:18: steps.l.stop: ”Lokalt” hamnar efter ”Riks”; ”motioner” går lokalt före riks"
    )
    (tmp_path / "kedja.toml").write_text(HEAD + ORDER.format("3m", "ombud", "2m"), "utf-8")
    assert len(read_chain(tmp_path / "kedja.toml").steps) == 2
    (tmp_path / "kedja.toml").write_text(HEAD + ORDER.format("3m", "motioner", "3m"), "utf-8")
    assert len(read_chain(tmp_path / "kedja.toml").steps) == 2


def test_a_step_before_what_it_follows_is_refused(tmp_path):
    """What is to follow on something comes on the same day or later."""
    text = HEAD + STEP + STEP.replace('"a"', '"b"').replace("1m", "2m") + 'follows = ["a"]\n'
    (problem,) = refused(tmp_path, text)
    assert problem.startswith("kedja.toml:15: steps.b.follows: ”A” hamnar före ”A”, som det ska följa på")


_amounts = st.builds("{}{}".format, st.integers(1, 40), st.sampled_from("dwm"))
_offsets = st.builds(
    lambda side, amount, weekend: Offset(("x",), weekend=weekend, **({side: amount} if side else {})),
    st.sampled_from(("before", "after", "")),
    _amounts,
    weekends,
)
_ways = st.lists(_offsets, min_size=1, max_size=2).map(tuple)


@given(_ways, _ways, st.integers(0, DAYS - 1))
def test_nothing_overtakes_unless_it_is_said(earlier, later, day):
    """When no day is named, the one never comes after the other; a day that is named is one where it does."""
    found = overtakes(earlier, later)
    if found is not None:
        assert follow(earlier, found) > follow(later, found)
    else:
        anchor = FIRST + timedelta(day)
        assert follow(earlier, anchor) <= follow(later, anchor)


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=3), max_size=8))
def test_a_loop_is_a_way_round(links):
    """Every loop that is named leads round to its beginning, and none is named only when there is none."""
    named = {str(key): [str(other) for other in others] for key, others in links.items()}
    found = loops(named)
    for loop in found:
        assert len(set(loop)) == len(loop)
        assert all(onward in named[key] for key, onward in zip(loop, [*loop[1:], loop[0]], strict=True))
    reached = {key: set(others) & set(named) for key, others in named.items()}
    for _round in named:
        reached = {key: others.union(*(reached[o] for o in others)) for key, others in reached.items()}
    assert bool(found) == any(key in others for key, others in reached.items())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_chain_claims_no_more_than_its_sources(name):
    """A chain is right, has no date in its rules, and calls only what has a source and a reading day a rule."""
    path = find_chain(name, None)
    chain = read_chain(path)
    assert len(chain.steps) >= 5
    for step in chain.steps:
        assert step.basis != "default" or (not step.source and not step.paragraph and step.checked is None)
        assert step.basis == "default" or step.source.startswith("http")
    assert not re.search(r'^(before|after) = ".*\d{4}', path.read_text("utf-8"), re.MULTILINE)


def test_only_what_was_read_is_a_rule():
    """The rules of all chains are those whose paragraph, or whose authority's words, somebody has read."""
    steps = {f"{name}/{step.key}": step for name in SHIPPED for step in read_chain(find_chain(name, None)).steps}
    assert sorted(name for name, step in steps.items() if step.basis == "rule") == [
        "distriktsarskonferens/kallelse", "kongress/kallelse", "valar/deltagande", "valar/samtycke",
    ]  # fmt: skip
    assert {step.level for step in steps.values()} == {None, *TIERS}


def test_own_chains_come_first(tmp_path):
    """A workspace's own chain takes the place of a shipped one; an unknown name is refused with the nearest."""
    (tmp_path / "chains").mkdir()
    (tmp_path / "chains" / "pris.toml").write_text(HEAD.replace("kedja", "pris") + STEP, "utf-8")
    assert len(read_chain(find_chain("pris", tmp_path)).steps) == 1
    assert sorted(chain_files(tmp_path)) == SHIPPED
    with pytest.raises(NotFound) as caught:
        find_chain("kongresen", tmp_path)
    assert "kongress" in caught.value.hint


DATE = (
    '\n[[dates]]\nkey = "a"\ntitle = "A"\nschedule = "2022-04-29"\nsource = "https://x"\nchecked = 2022-04-27\n'
    "{}\n[[dates.history]]\nwas = 2022-04-08\nday = 2022-04-22\nlearnt = 2022-03-22\nsource = 'x'\n"
    "\n[[dates.history]]\nwas = 2022-04-22\nday = 2022-04-29\nlearnt = 2022-04-27\nsource = 'y'\n"
)
RULES = 'format = 1\nname = "kedja"\ntitle = "Datum"\n'


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('"2022-04-29"', '"varje måndag"'), "kedja.toml:8: dates.a.schedule: ska vara en dag, 2022-04-29, eller"),
        (('"2022-04-29"', '"2022-05-02"'), "kedja.toml:20: dates.a.history.2.day: flyttades till 2022-04-29, men"),
        (("was = 2022-04-22", "was = 2022-04-21"), "kedja.toml:14: dates.a.history.1.day: flyttades till 2022-04-22"),
        (("checked = 2022-04-27\n", ""), "kedja.toml:5: dates.a.checked: nyckeln saknas"),
        (('key = "a"', 'key = "Å"'), "kedja.toml:6: dates.Å.key: ”Å” ska vara små bokstäver"),
        (('schedule = "2022-04-29"\n', ""), "kedja.toml:5: dates.a.schedule: nyckeln saknas"),
    ],
)
def test_every_fault_of_outer_dates_is_named(tmp_path, change, problem):
    """A file of outer dates is refused by line too, also when its history does not hang together."""
    text = RULES + DATE.format("")
    (tmp_path / "kedja.toml").write_text(text, "utf-8")
    assert read_rules(tmp_path / "kedja.toml").dates[0].day == date(2022, 4, 29)
    found = refused(tmp_path, text.replace(*change), read_rules)
    assert [p for p in found if p.startswith(problem)], found


def test_the_shipped_dates_have_their_history():
    """The candidate registration of 2022 went from 8 to 22 to 29 April; every date has a source with an address."""
    known = {outer.key: outer for _, outer in outer_dates(None)}
    registration = known["kandidatanmalan-2022"]
    moves = [(move.was.day, move.day.day) for move in registration.history]
    assert (moves, registration.day) == ([(8, 22), (22, 29)], date(2022, 4, 29))
    assert all(outer.source.startswith("https://") for outer in known.values())
    assert {"partistod", "intaktsredovisning"} <= set(known)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.text(max_size=5),
    st.sampled_from(
        ("1m", "999y", "0d", "x" * 10_000, "\x1b[31m", "motioner", "kallelse", "national", "rule", "[/red]")
    ),
    st.lists(st.sampled_from(("a", "svar", "motioner", "kallelse", "")), max_size=3),
    st.dates(),
    st.just({"a": 1}),
    st.just([{"key": "a"}]),
)


def _mutated(document, draw_from):
    """`document` with some values put in the place of others, or keys taken away."""
    for places, key, value in draw_from:
        table = document
        for place in places:
            inner = table.get(place[0]) if isinstance(table, dict) else None
            if isinstance(inner, list) and inner and isinstance(inner[place[1] % len(inner)], dict):
                table = inner[place[1] % len(inner)]
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    return document


_places = st.lists(st.tuples(st.sampled_from(("steps", "dates", "chains", "history")), st.integers(0, 20)), max_size=2)
_keys = st.sampled_from(
    [
        "format",
        "name",
        "title",
        "series",
        "steps",
        "dates",
        "chains",
        "use",
        "anchor",
        "without",
        "key",
        "before",
        "after",
        "of",
        "follows",
        "hard",
        "weekend",
        "level",
        "stop",
        "responsible",
        "basis",
        "source",
        "checked",
        "schedule",
        "history",
        "was",
        "day",
        "learnt",
        "description",
        "nonsens",
    ]
)
_changes = st.lists(st.tuples(_places, _keys, VALUES), min_size=1, max_size=4)
PLAN = """
format = 1
name = "plan"
title = "Plan"
association = "Föreningen"
year = 2026
[[activities]]
key = "k"
title = "Kongress"
series = "kongress"
schedule = "2026-05-08"
[[chains]]
use = "kongress"
anchor = "k"
without = ["svar"]
[[chains.steps]]
key = "motioner"
before = "4m"
"""


@given(st.sampled_from(SHIPPED), _changes)
@settings(max_examples=150)  # each compares days over four years
def test_no_change_of_a_chain_gives_a_traceback(tmp_path_factory, name, changes):
    """Whatever stands at whatever key, a chain is read or refused with its problems."""
    document = tomllib.loads(find_chain(name, None).read_text("utf-8"))
    _is_read_or_refused(tmp_path_factory, f"{name}.toml", _mutated(document, changes), read_chain)


@given(st.sampled_from(sorted(rule_files(None))), _changes)
def test_no_change_of_outer_dates_gives_a_traceback(tmp_path_factory, name, changes):
    """The same for outer dates."""
    document = tomllib.loads(rule_files(None)[name].read_text("utf-8"))
    _is_read_or_refused(tmp_path_factory, f"{name}.toml", _mutated(document, changes), read_rules)


@given(_changes)
@settings(max_examples=150)
def test_no_change_of_a_plan_with_a_chain_gives_a_traceback(tmp_path_factory, changes):
    """The same for a plan that uses a chain, with steps of its own over it."""
    _is_read_or_refused(tmp_path_factory, "plan.toml", _mutated(tomllib.loads(PLAN), changes), read_plan)


def _is_read_or_refused(tmp_path_factory, name, document, read):
    path = tmp_path_factory.getbasetemp() / name
    path.write_text(tomli_w.dumps(document), "utf-8")
    problems = ()
    try:
        read(path)
    except InputError as error:
        problems = error.problems
    assert all(problem.startswith(f"{name}:") for problem in problems)
