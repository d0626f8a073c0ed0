"""The panel of an entry: what hangs together with it, why, its past, and everything that can be done from there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spaces import a_space, put
from tests.tui.conftest import TODAY, counted, messages, shown, titled, wheel
from vcycle.model.core import Activity, Change
from vcycle.model.schedule import Dates, Offset
from vcycle.services import moving
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.done_dialog import STEP_DONE
from vcycle.tui.entry_dialog import Checklist, EntryDialog
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.step_dialog import StepDialog

PARTY = Activity(id="f", title="Fest", series="fest", schedule=Dates(days=("2026-03-20",)))
STEPS = [
    Activity(id=f"s{n}", title=f"Steg {n}", schedule=Offset(("fest",), before=f"{n}d")) for n in range(1, 26)
]  # fmt: skip


async def opened(pilot, entry):
    """The panel of `entry`, with its past."""
    wheel(pilot).walk.visit(entry)
    await pilot.press("enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, EntryDialog)
    return pilot.app.screen


async def test_what_hangs_on_an_entry_is_listed_with_signs(space):
    """Sign, day, title and what is late or done; in the order of the days."""
    meeting = titled(space, "Styrelsemöte", 3)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, meeting)
        lines = [" ".join(line.split()) for line in shown(pilot).splitlines()]
        at = next(i for i, line in enumerate(lines) if "Följer med" in line)
        assert lines[at].startswith("▸ Följer med ! tis 3 mars Dagordning och handlingar")
        assert lines[at].endswith("1 dag sen")
        assert lines[at + 1] == "fre 13 mars Medlemsbrev"


async def test_enter_walks_along_what_hangs_together(space):
    """Enter on a step goes to it in the year and shows it; there the first row leads back to what it hangs on."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, meeting)
        await pilot.press("down", "enter")
        await pilot.pause()
        step = dialog.hanging[1]
        assert wheel(pilot).walk.key == step.id
        assert isinstance(pilot.app.screen, EntryDialog)
        assert pilot.app.screen.entry == step
        assert "▸ Hänger på" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.entry == meeting
        assert wheel(pilot).walk.key == meeting.id
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


async def test_a_row_is_clicked_on(space):
    """The first click marks, the second goes there."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, meeting)
        for marked in (0, 1):
            assert dialog.query_one(Checklist).marked == marked
            await pilot.click(Checklist, offset=(20, 1))
            await pilot.pause()
        assert pilot.app.screen.entry == dialog.hanging[1]


async def test_another_year_is_walked_to(tmp_path):
    """A step in the year before is shown there."""
    early = Activity(id="tidig", title="Boka lokal", schedule=Offset(("fest",), before="6m"))
    space = a_space(tmp_path / "x", PARTY, early, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Fest", 3))
        assert "lör 20 sep 2025" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await pilot.pause()
        assert wheel(pilot).walk.page.year == 2025
        assert pilot.app.screen.entry.title == "Boka lokal"


async def test_a_long_list_is_scrolled_through(tmp_path):
    """Every row comes into view on its way down, then the rest, and up again; nothing else is marked meanwhile."""
    space = a_space(tmp_path / "x", PARTY, *STEPS, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, titled(space, "Fest", 3))
        for entry in dialog.hanging[1:]:
            await pilot.press("down")
            marked = next(line for line in shown(pilot).splitlines() if "▸ " in line and "▸Vår" not in line)
            assert entry.title in marked
        for _ in range(8):
            await pilot.press("down")
        assert "Historik" in shown(pilot)
        await pilot.press(*["up"] * 40)
        assert "När " in shown(pilot)
        assert dialog.query_one(Checklist).marked == 0


async def test_the_past_is_told(space):
    """Who changed what is in the panel, newest first, with what was taken back."""
    entry = titled(space, "Medlemsmöte", 4)
    moving.save(space, moving.move(space, entry, date(2026, 4, 8)))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Medlemsmöte", 4))
        text = " ".join(shown(pilot).split())
        assert "Siri: Flyttade Medlemsmöte till 2026-04-08" in text
        assert text.index("Siri: Flyttade") < text.index("Läste in planen")


@pytest.mark.parametrize("key", ["m", "d", "c"])
async def test_the_questions_are_asked_from_the_panel(space, key):
    """Moving, ticking off and cancelling open over the wheel, about the entry that was shown."""
    entry = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, entry)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, StepDialog)
        assert pilot.app.screen.entry == entry


async def test_o_opens_the_record(space):
    """What the entry comes from is changed in its form."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Medlemsmöte", 4))
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RecordForm)


async def test_k_copies_what_happens_once(space):
    """The copy's day is asked for and shown before it is saved; then the copy is marked, and u takes it back."""
    put(space, PARTY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await opened(pilot, titled(space, "Fest", 3))
        await pilot.press("k")
        await pilot.pause()
        assert "Skriv dagen för kopian" in shown(pilot)
        await pilot.press(*"14 maj")
        assert "torsdag 14 maj 2026 (2026-05-14), v. 20" in shown(pilot)
        assert len([a for a in space.store.find(Activity) if a.title == "Fest"]) == 1
        await pilot.press("enter")
        await pilot.pause()
        walk = wheel(pilot).walk
        assert (walk.chosen.title, walk.chosen.start) == ("Fest", date(2026, 5, 14))
        assert titled(space, "Fest", 3).start == date(2026, 3, 20)
        await pilot.press("u")
        assert [a.id for a in space.store.find(Activity) if a.title == "Fest"] == ["f"]


async def test_k_says_that_a_rule_gives_more(space):
    """What comes of a rule is not copied, and the sentence says why."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Medlemsmöte", 4))
        await pilot.press("k")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert "kommer av en regel, som ger fler av sig själv" in messages(pilot)[-1]


async def test_without_anything_together_enter_closes(space):
    """An entry on its own has no list, and its line of keys has no way along one."""
    put(space, PARTY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Fest", 3))
        assert "gå dit" not in shown(pilot)
        await pilot.press("enter")
        assert len(pilot.app.screen_stack) == 1


async def test_what_somebody_removes_while_it_is_shown_is_no_crash(space):
    """A step that is gone when somebody goes there leaves the screen on something that exists."""
    put(space, PARTY, STEPS[0])
    other = open_workspace(space.folder, today=space.today, who="Johan")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, titled(space, "Fest", 3))
        with other.store.transaction("Tog bort") as transaction:
            transaction.remove(Activity, "s1")
        await pilot.press("enter")
        await pilot.pause()
        walk = wheel(pilot).walk
        assert walk.key is None or walk.chosen is not None


@pytest.mark.parametrize("size", [(20, 5), (44, 20), (60, 18), (80, 24), (120, 40)])
async def test_every_size_works(space, size):
    """From a sliver to a large screen the panel opens, walks and closes."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await opened(pilot, titled(space, "Årsmöte", 3))
        await pilot.press("down", "pagedown", "pageup", "up")
        assert "Årsmöte" in shown(pilot)
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


# How many came


async def boxes(pilot):
    """What the four boxes say."""
    await pilot.pause()
    return [pilot.app.screen.query_one(f"#{name}").value for name in ("women", "men", "others", "unknown")]


async def asked(pilot, space, title="Medlemsmöte"):
    wheel(pilot).walk.visit(titled(space, title, 2))
    await pilot.press("d")
    await pilot.pause()
    return pilot.app.screen


async def test_the_line_fills_the_boxes(space):
    """Words and numbers on the one line are counted in the boxes as they are written, and saved with the note."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await asked(pilot, space)
        await pilot.press(*"5 kvinnor 3 m")
        assert await boxes(pilot) == ["5", "3", "", ""]
        await pilot.press(*"än 1 annat; livlig debatt")
        assert await boxes(pilot) == ["5", "3", "1", ""]
        assert "5 kvinnor, 3 män, 1 annat kön" in shown(pilot)
        await pilot.press("enter")
        change = space.store.get(Change, dialog.entry.id)
        assert (change.women, change.men, change.others, change.unknown) == (5, 3, 1, 0)
        assert change.note == "livlig debatt"


async def test_the_boxes_fill_the_line(space):
    """Tab and digits alone do it too, a note beside them, and Enter saves from any box."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await asked(pilot, space)
        await pilot.press(*"fullt hus", "tab", *"12", "tab", *"9x", "tab", "tab", "2")
        assert await boxes(pilot) == ["12", "9", "", "2"]
        assert dialog.query_one("#answer").value == "12 kvinnor, 9 män, 2 uppgift saknas; fullt hus"
        await pilot.press("shift+tab", "shift+tab", "backspace", "enter")
        change = space.store.get(Change, dialog.entry.id)
        assert (change.women, change.men, change.unknown, change.note) == (12, 0, 2, "fullt hus")


async def test_what_was_counted_is_there_to_be_corrected(space):
    """Ticking off again begins with what was saved; a number taken away is gone, a note of several lines stays."""
    entry = titled(space, "Medlemsmöte", 2)
    note = "Rad ett\nrad två"
    moving.save(space, moving.done(space, entry, women=5, men=3, note=note))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        dialog = await asked(pilot, space)
        assert dialog.query_one("#answer").value == "5 kvinnor, 3 män; Rad ett rad två"
        assert await boxes(pilot) == ["5", "3", "", ""]
        await pilot.press("tab", "tab", "backspace", "delete", "enter")
        await pilot.pause()
        change = space.store.get(Change, entry.id)
        assert (change.women, change.men, change.note) == (5, 0, note)


async def test_a_step_has_no_boxes(space):
    """Nobody comes to a step: there the line asks when it was done."""
    step = next(e for e in space.entries(space.this_year) if e.anchor and e.state == "planned")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.visit(step)
        await pilot.press("d")
        await pilot.pause()
        assert not pilot.app.screen.query(".counts")
        assert STEP_DONE in shown(pilot)


@pytest.mark.parametrize("size", [(44, 20), (80, 24), (120, 40)])
async def test_the_boxes_fit(space, size):
    """All four with their words, at every width, beside each other or two by two."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await asked(pilot, space)
        await pilot.press(*"1 k 2 m 3 a 4 o")
        text = " ".join(shown(pilot).split())
        for part in ("Kvinnor 1", "Män 2", "Annat kön 3", "Uppgift saknas 4"):
            assert part in text
