"""Att göra: how much waits is always seen, each thing is one key away, and no key waits for any of it."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from textual.widgets import Input

from tests.spaces import a_space, put
from tests.tui.conftest import TODAY, counted, messages, shown, titled, wheel
from vcycle.model.core import Activity, Change, Holder, Person, Role
from vcycle.model.derived import Finding
from vcycle.model.schedule import Dates, Offset
from vcycle.services import findings as found
from vcycle.services import moving
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.entry_dialog import EntryDialog
from vcycle.tui.goals.goal_dialog import GoalDialog
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.step_dialog import StepDialog
from vcycle.tui.todo_dialog import TodoDialog
from vcycle.tui.todo_items import Todo, beside_commands, count_words, todo_of


async def listed(pilot):
    """Open the list, with everything in it."""
    items = await counted(pilot)
    await pilot.press("a")
    assert isinstance(pilot.app.screen, TodoDialog)
    return items


async def mark(pilot, wanted):
    """Mark the first thing in the list that `wanted` says yes to."""
    dialog = pilot.app.screen
    dialog.sheet.mark(next(place for place, item in enumerate(dialog.items) if wanted(item)))
    await pilot.pause()


@pytest.mark.parametrize("size", [(44, 20), (60, 18), (80, 24), (120, 40), (200, 60)])
async def test_the_count_is_always_in_the_head_line(space, size):
    """At every size the head line says how much waits, and which key shows it, at its right end."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        items = await counted(pilot)
        head = shown(pilot).splitlines()[0]
        assert head.endswith(f"a {count_words(items)}")
        assert len(head) == size[0] - 1
        await pilot.resize_terminal(size[0] + 10, size[1])
        await pilot.pause(0.1)
        assert len(shown(pilot).splitlines()[0]) == size[0] + 9


async def test_errors_are_told_apart_by_words(tmp_path):
    """One rule that cannot be is one error among the things to do, with sign and word."""
    wrong = Activity(title="Omöjligt", schedule=Offset(series=("finns-inte",), before="1w"))
    with_role = Role(name="Kassör", required=True)
    space = a_space(tmp_path / "fel", wrong, with_role, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        text = shown(pilot)
        assert text.splitlines()[0].endswith("a 2 saker att göra, 1 fel")
        assert "▸ ✗ fel" in text
        assert "! obs" in text


async def test_an_association_in_order_is_told_so(tmp_path):
    """Without anything to do both the head line and the list say that all is well."""
    space = a_space(tmp_path / "lugn", today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        assert shown(pilot).splitlines()[0].endswith("a inget att göra")
        assert "Allt ser bra ut." in shown(pilot)
        await pilot.press("enter", "d", "m", "c", "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_enter_walks_to_the_entry_and_opens_it(space):
    """Enter on something late goes to it in the year, wherever somebody had walked, and shows all about it."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        await listed(pilot)
        await mark(pilot, lambda item: item.entry is not None)
        entry = pilot.app.screen._marked.entry
        await pilot.press("enter")
        await pilot.pause()
        assert wheel(pilot).walk.page.year == 2026
        assert wheel(pilot).walk.chosen == entry
        assert isinstance(pilot.app.screen, EntryDialog)


async def test_d_ticks_off_from_the_list_and_the_list_shrinks(space):
    """d asks as everywhere, saves, and leaves the list open without what was ticked; u takes it back."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        before = await listed(pilot)
        await mark(pilot, lambda item: item.entry is not None)
        entry = pilot.app.screen._marked.entry
        await pilot.press("d")
        assert isinstance(pilot.app.screen, StepDialog)
        await pilot.press("enter")
        after = await counted(pilot)
        assert isinstance(pilot.app.screen, TodoDialog)
        assert space.store.get(Change, entry.id).held
        assert len(after) == len(before) - 1
        assert f"Att göra: {len(after)} saker" in shown(pilot)
        await pilot.press("u")
        assert await counted(pilot) == before


async def test_what_is_no_entry_is_not_ticked_off(space):
    """d on a goal or a role says what Enter does, and saves nothing."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await mark(pilot, lambda item: item.record is not None)
        before = space.store.token
        await pilot.press("d", "m", "c")
        assert isinstance(pilot.app.screen, TodoDialog)
        assert all("⏎" in message for message in messages(pilot))
        assert space.store.token == before


async def test_enter_on_a_role_asks_who_has_it(space):
    """The form of a new assignment comes with the role and today; saved, the finding is gone."""
    put(space, Person(id="kim", name="Kim Ek"))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await mark(pilot, lambda item: "roller har ingen" in item.finding.message)
        vacant = next(item.record for item in await counted(pilot) if "roller har ingen" in item.finding.message)
        await pilot.press("enter")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        form.form.put("person", "Kim Ek")
        await pilot.press("ctrl+s")
        await counted(pilot)
        [holder] = space.store.find(Holder, person="kim")
        assert space.store.get(Role, holder.role) == vacant
        assert holder.since == TODAY
        assert vacant.name not in shown(pilot)


async def test_enter_on_a_goal_shows_it(space):
    """A goal opens with its facts over the list, and Escape leads back to the list."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await mark(pilot, lambda item: item.kind is not None and item.kind.key == "core.goal")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, GoalDialog)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, TodoDialog)


async def test_every_hint_speaks_of_keys(space):
    """What has a key here is not told as a command."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for item in await listed(pilot):
            assert "vcycle" not in item.hint, item.hint
            assert "{todo.go}" in item.hint


def test_only_sentences_with_commands_are_left_out():
    """What else a hint says stays, whole."""
    hint = "Bocka av med ”vcycle done kallelse.2026” när det är gjort. Första dag för ”Årsmöte” är 2026-03-14."
    assert beside_commands(hint) == "Första dag för ”Årsmöte” är 2026-03-14."
    assert beside_commands("vcycle record add mötesregel --call x") == ""
    assert beside_commands("Ta bort den ena.") == "Ta bort den ena."
    assert beside_commands("") == ""


def test_each_thing_knows_what_it_is_about(space):
    """An entry's finding has the entry, a record's the record with its type; nothing has both."""
    for item in todo_of(space):
        assert (item.entry is not None) + (item.record is not None) + (item.command is not None) == 1
        if item.entry is not None:
            assert item.entry.id == item.finding.ref


async def test_a_change_in_another_window_is_counted(space):
    """What somebody else ticks off goes from the count by itself."""
    other = open_workspace(space.folder, today=space.today, who="Johan")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        before = await counted(pilot)
        entry = next(item.entry for item in before if item.entry is not None)
        moving.save(other, moving.done(other, entry))
        await pilot.pause(0.7)
        assert len(await counted(pilot)) == len(before) - 1


async def test_the_first_things_stand_in_a_large_panel_and_can_be_clicked(space):
    """At 120 by 40 the panel ends with the first few, whatever month is shown; a click opens the list there."""
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        items = await counted(pilot)
        panel = wheel(pilot).panel
        for _ in range(3):
            assert [line.todo for line in panel.lines[-5:]] == [0, 0, 1, 2, 3]
            assert panel.lines[-5].text.plain.startswith("Att göra")
            assert len(panel.lines) == panel.content_size.height
            await pilot.press("right")
        await pilot.click(panel, offset=(4, panel.content_region.y - panel.region.y + len(panel.lines) - 2))
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodoDialog)
        assert pilot.app.screen._marked == items[2]


async def test_a_click_on_the_count_opens_the_list(space):
    """The count is a button for those who use the mouse."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await pilot.click(offset=(75, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodoDialog)


async def test_keys_are_answered_while_findings_are_slow(space, monkeypatch):
    """A search for what needs attention that never ends holds up neither a step nor a form."""
    go_on, looking = threading.Event(), threading.Event()

    def slow(_space):
        looking.set()
        assert go_on.wait(20)
        return [Finding(level="info", message="Till slut", due=date(2026, 3, 4))]

    monkeypatch.setattr(found, "findings", slow)
    monkeypatch.setattr("vcycle.tui.todo_items.findings", slow)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for _ in range(200):
            await pilot.pause(0.01)
            if looking.is_set():
                break
        assert looking.is_set()
        await pilot.press("right", "m")
        assert isinstance(pilot.app.screen, StepDialog)
        await pilot.press("escape", "a")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, TodoDialog)
        assert "Tittar efter" in shown(pilot)
        go_on.set()
        await counted(pilot)
        assert "Till slut" in shown(pilot)


@pytest.mark.parametrize(
    "text", ["[/red] [bold]", "\x1b[31mrött\x07", "x" * 10_000, "höger \u202e vänster", "🎉 家" * 90]
)
async def test_hostile_titles_are_only_text(tmp_path, text):
    """Whatever something to do is called, the list and the panel show it as text, in their places."""
    late = Activity(title=text, schedule=Dates(days=("2026-02-28",)))
    wrong = Activity(title=text, schedule=Offset(series=("finns-inte",), before="1w"))
    space = a_space(tmp_path / "lömsk", late, wrong, today=TODAY)
    async with VcycleApp(space).run_test(size=(120, 40)) as pilot:
        items = await listed(pilot)
        assert len(items) == 2
        for key in ("down", "up"):
            await pilot.press(key)
            assert "\x1b" not in shown(pilot)
            assert "\u202e" not in shown(pilot)
        assert all(strip.cell_length == 120 for strip in pilot.app.screen._compositor.render_strips())


def test_counts_in_words():
    """One, several, with errors, none."""
    info, error = (Todo(Finding(level=level, message="x"), "") for level in ("info", "error"))
    assert count_words([]) == "inget att göra"
    assert count_words([info]) == "1 sak att göra"
    assert count_words([error, info, info]) == "3 saker att göra, 1 fel"


async def test_what_was_not_ticked_off_leads_to_the_last_of_them(tmp_path):
    """The one line about all that has passed is about the last of it: d ticks it off, then comes the one before."""
    past = [Activity(title=f"Möte {n}", schedule=Dates(days=(f"2026-02-{n:02}",))) for n in (3, 5)]
    space = a_space(tmp_path / "glömt", *past, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for title in ("Möte 5", "Möte 3"):
            [item] = await counted(pilot)
            assert item.entry == titled(space, title, 2)
            if title == "Möte 5":
                await pilot.press("a")
            await pilot.press("d")
            pilot.app.screen.query_one(Input).value = "14"
            await pilot.pause()
            await pilot.press("enter")
        assert await counted(pilot) == ()
        assert space.store.get(Change, titled(space, "Möte 3", 2).id).unknown == 14
