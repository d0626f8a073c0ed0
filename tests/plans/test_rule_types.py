"""docs/plans.md writes each type of rule that plans use: its dates and readings are what the program gives."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from msgspec.structs import replace

from tests.plans.test_docs_plans import RULE_TYPES, whole
from tests.spaces import put
from vcycle.config import Settings
from vcycle.model.core import Activity, Goal, Holder, Person, Role, Unit
from vcycle.model.measure import Unset
from vcycle.model.text import slug
from vcycle.services import moving
from vcycle.services.findings import findings
from vcycle.services.goals import basis_of, reading_of
from vcycle.services.goals_shown import find_goal
from vcycle.services.log_people import about
from vcycle.services.logbook import log
from vcycle.services.logline import parts_of, read_line
from vcycle.services.plans.file import read_plan
from vcycle.services.plans.importing import import_plan
from vcycle.services.workspace import create_workspace

SECTIONS = dict(re.findall(r"^### (R\d+): .*?\n(.*?)(?=^### |\Z)", RULE_TYPES, re.MULTILINE | re.DOTALL))


def block(section, kind):
    """The lines of all blocks of one kind in a section."""
    found = re.findall(rf"^```{kind}\n(.*?)```", section, re.MULTILINE | re.DOTALL)
    return [line for text in found for line in text.strip().split("\n") if line]


def workspace(folder, section):
    """A workspace with the section's plan, in which all has happened that the section tells of."""
    [example] = re.findall(r"^```toml\n(.*?)```", section, re.MULTILINE | re.DOTALL)
    path = folder / "min-plan.toml"
    path.write_text(whole(example), "utf-8")
    plan = read_plan(path)
    years = replace(plan.years, first=2015)
    space = create_workspace(folder / "x", Settings(name="Prov", years=years), today=date(2024, 12, 31), who="Kim")
    import_plan(space.store, plan)
    for line in block(section, "facts"):
        verb, rest = line.split(" ", 1)
        HAPPENED[verb](space, rest)
    return space


def _entry(space, title, day):
    """The entry with that title on that day; a window is named by its last day."""
    year = space.years.year(space.years.year_of(date.fromisoformat(day)))
    [found] = [e for e in space.entries(year) if e.title == title.replace("_", " ") and str(e.due) == day]
    return found


def _log(space, text):
    line = read_line(parts_of([text]), space.today)
    people = {who: line.people.get(who, 0) for who in ("women", "men", "others", "unknown")}
    tags = about(space, line.series, line.tags)
    log(space, line.series, day=line.day, amount=line.amount, is_money=line.is_money, tags=tags, **people)


def _move(space, text):
    title, day, to = text.split(" ")
    moving.save(space, moving.move(space, _entry(space, title, day), date.fromisoformat(to)))


def _done(space, text):
    moving.save(space, moving.done(space, _entry(space, *text.split(" "))))


def _cancel(space, text):
    moving.save(space, moving.cancel(space, _entry(space, *text.split(" ")), reason="Prov"))


def _holder(space, text):
    key, name, span = text.split(" ")
    since, _, until = span.partition("..")
    [role] = [role for role in space.store.find(Role) if slug(role.name) == key or f"/{key}@" in role.plan_item]
    person = Person(name=name)
    last = date.fromisoformat(until) if until else None
    with space.store.transaction("Prov") as transaction:
        person = transaction.put(person)
    put(space, Holder(role=role.id, person=person.id, since=date.fromisoformat(since), until=last))


HAPPENED = {
    "log": _log, "move": _move, "done": _done, "cancel": _cancel, "holder": _holder,
    "association": lambda space, name: put(space, Unit(name=name)),
}  # fmt: skip


def written(entry):
    """An entry's days as the page writes them."""
    days = "..".join(map(str, entry.window)) if entry.start is None else str(entry.start)
    if entry.start is not None and entry.start != entry.end:
        days += f"/{entry.end}"
    return f"{days} cancelled" if entry.state == "cancelled" else days


def dates(space, line):
    """What is said of a title in a year, and what the program gives."""
    title, year, said = re.fullmatch(r"(.+) (\d{4}):(.*)", line).groups()
    assert title in [activity.title for activity in space.store.find(Activity)]
    found = [written(entry) for entry in space.entries(space.years.year(int(year))) if entry.title == title]
    return [day for day in said.strip().split(", ") if day], found


READING = re.compile(r"(\S+) (?:(\d{4}) )?(\d{4}-\d\d-\d\d): (\w+)(?:/(\w+))?, (\S+) of (\S+): \"(.*)\"")


def number(text):
    return None if text == "none" else Fraction(text)


def reading(space, line):
    """What is said of a goal on a day, and what the program reads; facts after that day have not happened yet."""
    key, year, day, state, plan, value, target, words = READING.fullmatch(line).groups()
    space = replace(space, today=date.fromisoformat(day))
    goal = find_goal(space, key)
    asked = int(year) if year else space.years.year_of(space.today)
    found = reading_of(goal.measure, basis_of(space, asked, [goal.measure]))
    told = (state, plan or found.plan_state, number(value), number(target))
    got = (found.state, found.plan_state, found.value, found.target)
    return told, got, words, found.reason.replace("\u00a0", " ")


def until(section, day):
    """The section without what happened after `day`."""
    lines = []
    for line in section.split("\n"):
        said = re.search(r"(\d{1,2}) ([a-zåäö]+) (\d{4})", line) if line.startswith("log ") else None
        days = re.findall(r"\d{4}-\d\d-\d\d", line) if line.startswith("done ") else []
        if said:
            days = [str(read_line(["x", said[0]], date(2024, 12, 31)).day)]
        if not days or days[0] <= day:
            lines.append(line)
    return "\n".join(lines)


def test_every_type_has_its_example():
    """Of the 38 types none is left out, and each is run."""
    assert set(SECTIONS) == {f"R{n}" for n in range(1, 39)}
    for name, section in SECTIONS.items():
        assert block(section, "dates") or block(section, "readings"), name


@pytest.mark.parametrize("name", SECTIONS)
def test_the_dates_are_what_the_page_says(name, tmp_path):
    """Each line of dates is what the program shows of that title in that year."""
    space = workspace(tmp_path, SECTIONS[name])
    for line in block(SECTIONS[name], "dates"):
        told, found = dates(space, line)
        assert found == told, line


@pytest.mark.parametrize("name", [name for name, section in SECTIONS.items() if block(section, "readings")])
def test_the_readings_are_what_the_page_says(name, tmp_path):
    """Each line of readings is the state, the numbers and words of the sentence that the program gives on that day."""
    for at, line in enumerate(block(SECTIONS[name], "readings")):
        day = READING.fullmatch(line)[3]
        (tmp_path / str(at)).mkdir()
        told, got, words, reason = reading(workspace(tmp_path / str(at), until(SECTIONS[name], day)), line)
        assert got == told, f"{line}\n{reason}"
        assert words in reason, line


@pytest.mark.parametrize("name", [name for name, section in SECTIONS.items() if block(section, "findings")])
def test_the_findings_are_what_the_page_says(name, tmp_path):
    """Each line of findings is among those of that day; a day without one tells nothing of the example's."""
    space = workspace(tmp_path, SECTIONS[name])
    for line in block(SECTIONS[name], "findings"):
        day, _, words = line.partition(":")
        told = [finding.message for finding in findings(replace(space, today=date.fromisoformat(day)))]
        assert (words.strip() in told) if words else told == [], f"{line}\n{told}"


def test_a_goal_without_a_number_is_never_judged(tmp_path):
    """Whatever happened, on whatever day, R35 is undecided."""
    space = workspace(tmp_path, SECTIONS["R35"])
    [goal] = space.store.find(Goal)
    assert isinstance(goal.measure, Unset)
    for day in (date(2020, 1, 1), date(2020, 12, 31), date(2023, 1, 1)):
        basis = basis_of(replace(space, today=day), 2020, [goal.measure])
        assert reading_of(goal.measure, basis).state == "undecided"
