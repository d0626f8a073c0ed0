"""Plugins asked for something: arguments read, answers given, changes saved as one step."""

from datetime import date

import pytest

from tests.circle_plugin import Circle
from tests.spaces import YEAR, a_space, one
from vcycle.errors import InputError, PluginError
from vcycle.model.core import Role
from vcycle.services import asking


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", plugins={"circles": "tests.circle_plugin"})


def _command(space, name):
    return next(command for plugin, command in asking.commands(space) if command.name == name)


def _ask(space, name, **texts):
    command = _command(space, name)
    return asking.ask(space, "circles", command, asking.read_arguments(space, command, texts))


def test_hook_commands_answer_without_changing_anything(space):
    """Asking shows what would be and saves nothing; saving is one step that one undo takes back."""
    answer = _ask(space, "lay-out", kind="Kväll", count="3")
    assert answer.sections[0].rows[0] == ("2026-03-01", "Kväll")
    assert space.store.find(Circle) == []
    asking.save(space, answer.label, answer.put, answer.remove)
    assert [c.day for c in space.store.find(Circle)] == [date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 30)]
    space.store.undo()
    assert space.store.find(Circle) == []


def test_every_fault_of_the_arguments_is_named(space):
    """Arguments are read as in a form, and all that is wrong with them is told at once."""
    with pytest.raises(InputError) as refused:
        _ask(space, "lay-out", count="0")
    assert len(refused.value.problems) == 2


def test_what_a_command_refuses_is_no_failure_of_the_plugin(space):
    """A plugin may refuse with a sentence and a hint, and stays on."""
    with pytest.raises(InputError, match=r"Så får den inte heta\.") as refused:
        _ask(space, "lay-out", kind="fel")
    assert refused.value.hint
    assert space.host.problems == []


def test_a_command_that_fails_names_its_plugin(space):
    """A plugin that raises something else is named and switched off."""
    with pytest.raises(PluginError, match=r"circles.*crash.*ZeroDivisionError"):
        _ask(space, "crash")
    assert space.host.enabled == ()


def test_all_faults_of_all_records_are_told(space):
    """Nothing is saved when anything is wrong, and every record's faults are named."""
    with pytest.raises(InputError) as refused:
        asking.save(space, "Prov", (Circle(kind="", day=YEAR.start), Circle(kind="", day=YEAR.end)))
    assert len(refused.value.problems) == 2
    assert space.store.find(Circle) == []


def test_a_mark_says_all_that_its_fields_do(space):
    """Title, clock times, place, series and labels of a marked date come from the fields that the mark names."""
    from datetime import time

    desk = asking.PluginDesk(space, "circles")
    said = {"starts": time(18), "ends": time(20), "room": "B", "open": True, "host": "r"}
    desk.save("Prov", (Role(id="r", name="Köksmästare"), Circle(id="c", kind="Kväll", day=YEAR.start, **said)))
    entry = one(space.entries(YEAR), "c.day")
    assert (entry.title, entry.series, entry.place) == ("Kväll ordinarie", "kvall", "B")
    assert (entry.start_time, entry.end_time, entry.tags) == (time(18), time(20), ("ordinarie", "öppen"))
    assert entry.responsible == "Köksmästare"
    assert desk.context.entries(YEAR) == space.entries(YEAR)


def test_hook_activities_hang_on_the_plugins_own_dates(space):
    """A step that a plugin brings follows its anchor, is the plugin's, and is found in the year like any other."""
    asking.save(space, "Prov", (Circle(id="c", kind="Kväll", day=date(2026, 5, 8)),))
    step = one(space.entries(YEAR), "circles-papers.c.day")
    assert (step.start, step.plugin, step.anchor, step.type) == (
        date(2026, 5, 1),
        "circles",
        "c.day",
        "circles.activity",
    )
