"""docs/plans.md says what the program does: its examples are run and its tables are the format."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.measure import MEASURE_TYPES, Rule
from vcycle.model.period import DEFAULT_WINDOWS
from vcycle.model.records import Registry
from vcycle.model.values import format_measure, parse_measure
from vcycle.services.plans import format as plan_format
from vcycle.services.plans.file import read_plan, shipped_plans
from vcycle.services.plans.importing import import_plan
from vcycle.services.plans.schedule_table import KINDS
from vcycle.services.year import Sources, entries_of
from vcycle.storage.documents import create_store

PAGE = (Path(__file__).parents[2] / "docs" / "plans.md").read_text("utf-8")
BEFORE, RULE_TYPES, AFTER = re.fullmatch(r"(.*\n)## Rule types\n(.*?\n)(## .*)", PAGE, re.DOTALL).groups()
EXAMPLES = re.findall(r"```toml\n(.*?)```\n(?:\n```dates\n(.*?)```)?", BEFORE + AFTER, re.DOTALL)
HEAD = {
    "format": "1",
    "name": '"min-plan"',
    "title": '"Plan"',
    "association": '"Föreningen"',
    "year": "2020",
}


def whole(example):
    """An example as a plan file: what the head needs and the example leaves out is added."""
    own = set(re.findall(r"^(\w+) =", example.split("[", 1)[0], re.MULTILINE))
    return "".join(f"{key} = {value}\n" for key, value in HEAD.items() if key not in own) + example


def written(entry):
    """An entry's days as the page writes them."""
    if entry.start is None:
        return "..".join(map(str, entry.window))
    return f"{entry.start}" if entry.start == entry.end else f"{entry.start}/{entry.end}"


def days(folder, plan, title, year):
    """What the program itself shows of one activity in one year, once the plan is imported."""
    store = create_store(folder, Registry(CORE_TYPES), who="Kim", today=date(2020, 1, 1))
    import_plan(store, plan)
    sources = Sources({a.id: a for a in store.find(Activity)}, {}, replace(plan.years, first=plan.year))
    return [written(e) for e in entries_of(sources, plan.years.year(year)) if e.title == title]


def test_every_example_has_its_dates():
    """No example of the page is only to be looked at."""
    assert len(EXAMPLES) == 9
    assert all(dates for _, dates in EXAMPLES)


@pytest.mark.parametrize(("example", "dates"), EXAMPLES, ids=lambda text: text.split("\n")[-2][:30])
def test_an_example_gives_the_dates_written_beside_it(tmp_path, example, dates):
    """Each example is a valid plan, and each line of dates is what its schedule gives in that year."""
    path = tmp_path / "min-plan.toml"
    path.write_text(whole(example), "utf-8")
    plan = read_plan(path)
    for number, line in enumerate(dates.strip().split("\n")):
        title, year, said = re.fullmatch(r"(.+) (\d{4}):(.*)", line).groups()
        assert title in [activity.title for activity in plan.activities]
        assert days(tmp_path / str(number), plan, title, int(year)) == [d for d in said.strip().split(", ") if d], line


def test_every_kind_of_schedule_is_shown_as_a_table_and_in_words():
    """Each kind has its section, and both ways of writing it."""
    for kind in KINDS:
        section = re.search(rf"^### {kind}: .*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)[0]
        assert f'schedule = {{ kind = "{kind}"' in section
        assert re.search(r'schedule = "[a-zåäö0-9]', section)


STRUCTS = {
    "The head of the file": plan_format.Plan,
    "[[rings]]": plan_format.PlanRing,
    "[[areas]]": plan_format.PlanArea,
    "[[roles]]": plan_format.PlanRole,
    "[[series]]": plan_format.PlanSeries,
    "[[goals]]": plan_format.PlanGoal,
    "[[activities]]": plan_format.PlanActivity,
    "[[chains]]": plan_format.PlanChain,
    "[[omitted]]": plan_format.PlanOmission,
}


@pytest.mark.parametrize("heading", STRUCTS)
def test_the_tables_are_the_format(heading):
    """Each section's table has the keys that the file may have, no more and no fewer, in the same order."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(STRUCTS[heading].__struct_fields__)


MEASURES = PAGE.split("\n## Measures\n")[1].split("\n## ")[0]
SAID = re.findall(r"^\| `([^`]+)` \| `(\{[^`]+\})` \|$", MEASURES, re.MULTILINE)


def test_the_words_of_measures_and_their_tables_say_the_same():
    """Each row of the table of words: the table is read as the same measure, and the words are what it is shown as."""
    assert len(SAID) == 20
    for words, table in SAID:
        assert parse_measure(words) == parse_measure(table), words
        assert format_measure(parse_measure(table)) == words
    assert {type(parse_measure(words)) for words, _ in SAID} == set(MEASURE_TYPES)


@pytest.mark.parametrize("kind", MEASURE_TYPES, ids=lambda kind: kind.__name__)
def test_the_tables_of_measures_are_their_fields(kind):
    """Each kind's table has the keys that it may have besides those of all kinds, no more and no fewer."""
    section = re.split("\n### ", MEASURES.split(f'\n### kind = "{kind.__struct_config__.tag}"')[1])[0]
    shared = list(Rule.__struct_fields__)
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [
        f for f in kind.__struct_fields__ if f not in shared
    ]
    assert re.findall(r"^\| `(\w+)` \|", MEASURES.split("\n### ")[0].split("takes these")[1], re.MULTILINE) == shared


def test_the_page_names_every_window_and_every_plan():
    """The windows that vcycle knows and the plans that come with it are all on the page."""
    flat = " ".join(PAGE.split())
    assert [name for name in DEFAULT_WINDOWS if name not in flat] == []
    assert [plan.name for plan in shipped_plans() if f"| `{plan.name}` |" not in PAGE] == []
