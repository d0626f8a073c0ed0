"""Which columns a list has: chosen in a dialog, kept in the settings, and never in the way of the list."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.spaces import a_space, put
from tests.tui.conftest import TODAY, messages, shown
from tests.tui.test_register import names, register
from vcycle import config
from vcycle.model.core import Person
from vcycle.services.records.columns import choose, columns_of, declared
from vcycle.services.workspace import Workspace, open_workspace, reopened
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.columns_dialog import ColumnsDialog


@pytest.fixture
def small(tmp_path) -> Workspace:
    people = [Person(id=f"p{n}", name=name, email=f"{9 - n}@x.se") for n, name in enumerate(("Bo", "Ann", "Cia"))]
    return a_space(tmp_path / "liten", *people, today=TODAY, plugins={"things": "tests.things_plugin"})


def labels(screen) -> list[str]:
    return [spec.label for spec in screen.listing.specs]


async def test_columns_are_chosen_moved_and_kept_across_restarts(small):
    """Space shows and hides, the arrows move, Enter keeps; sorting stays on its column, and a new start knows it."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        before = labels(screen)
        await pilot.press("s", "k")
        dialog = pilot.app.screen
        assert isinstance(dialog, ColumnsDialog)
        hidden = dialog.order[len(before)]
        assert f"○ {hidden.label}" in shown(pilot)
        await pilot.press(*["down"] * len(before), "space", *["left"] * len(before), "down", "space", "enter")
        assert labels(screen) == [hidden.label, *before[1:]]
        assert screen.listing.specs[screen.listing.by].label == before[1]
        await pilot.press("k", "space", "escape")
        assert labels(screen) == [hidden.label, *before[1:]]
    again = open_workspace(small.folder, today=TODAY)
    kind = again.registry.of(Person)
    assert [spec.label for spec in columns_of(kind, again.settings)] == [hidden.label, *before[1:]]


async def test_the_declared_columns_come_back_and_leave_nothing_behind(small):
    """d goes back to what the list had at first, and the file is then as if nothing had ever been chosen."""
    kind = small.registry.of(Person)
    written = (small.folder / "vcycle.toml").read_text()
    choose(small, kind, ["email"])
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        assert names(screen) == ["7@x.se", "8@x.se", "9@x.se"]
        await pilot.press("k", "space")
        assert "En kolumn måste vara kvar." in shown(pilot)
        await pilot.press("d", "enter")
        assert screen.listing.specs == declared(kind)
    assert (small.folder / "vcycle.toml").read_text() == written


async def test_the_mouse_alone_chooses_columns(small):
    """A click on a field shows or hides it, and one on the line of keys keeps it."""
    async with VcycleApp(small).run_test(size=(120, 30)) as pilot:
        screen = await register(pilot, "personer")
        before = labels(screen)
        line = shown(pilot).splitlines()[-1]
        await pilot.click("RegisterScreen > .keys", offset=(line.index("kolumner"), 0))
        await pilot.pause()
        await pilot.click("ColumnsDialog Sheet", offset=(12, 0))
        line = next(line for line in shown(pilot).splitlines() if "behåll" in line)
        await pilot.click("ColumnsDialog .keys", offset=(line.index("behåll") - line.index("⏎"), 0))
        await pilot.pause()
        assert labels(screen) == before[1:]


async def test_names_that_no_field_has_do_not_break_a_list(small):
    """A renamed field is left out, a plugin that is off keeps its columns, and others' settings are not overwritten."""
    lists = {"core.person": ("nosuch", "email", "email"), "things.thing": ("gone",), "off.thing": ("x",)}
    config.save(small.folder, replace(small.settings, lists=lists))
    space = reopened(small)
    config.save(small.folder, replace(config.load(small.folder), user="Siri"))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        assert [spec.name for spec in screen.listing.specs] == ["email"]
        screen.go_to(space.registry.get("things.thing"))
        assert labels(screen) == ["Namn"]
        await pilot.press("k", "down", "space", "enter")
        assert messages(pilot) == []
    now = config.load(small.folder)
    assert now.user == "Siri"
    assert now.lists == {**lists, "things.thing": ("name", "first")}


def test_settings_of_lists_are_checked(tmp_path):
    """A list without columns and a type by its Swedish name are refused, with what to write."""
    settings, faults = config.read({"lists": {"core.person": [], "personer": ["name"], "core.role": ["name"]}})
    assert settings.lists == {"core.role": ("name",)}
    assert [str(fault) for fault in faults] == [
        "[lists] core.person: en lista har minst en kolumn",
        '[lists] personer: slaget skrivs inom citattecken som i ”vcycle record types”, till exempel "core.person"',
    ]


async def test_a_fault_in_the_file_is_told_and_nothing_is_written(small):
    """When the settings cannot be read any more, choosing says so and the list stays as it was."""
    async with VcycleApp(small).run_test(size=(80, 24)) as pilot:
        screen = await register(pilot, "personer")
        before = labels(screen)
        (small.folder / "vcycle.toml").write_text("[lists]\ncore = 3\n")
        put(small, Person(name="Dan"))
        await pilot.press("k", "space", "enter")
        assert labels(screen) == before
        assert "Inställningarna går inte att använda" in messages(pilot)[0]
