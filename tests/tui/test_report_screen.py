"""The annual report in the interface: read by part and year, saved as a file, and nobody waits for either."""

import json
from datetime import date
from threading import Event

import pytest
from rich.text import Text

from tests.spaces import a_space
from tests.tui.conftest import messages, shown
from vcycle.model.core import Log
from vcycle.services.paper import NoPrinter
from vcycle.services.report import report
from vcycle.services.section_files import markdown
from vcycle.tui.app import VcycleApp
from vcycle.tui.file_dialog import FileDialog
from vcycle.tui.report_screen import ReportScreen
from vcycle.tui.wheel_screen import WheelScreen
from vcycle.tui.widgets.pages import NARROWEST, lay_out

PATIENCE = 500  # turns of the event loop


async def until(pilot, there):
    """Wait, turn by turn, until something holds."""
    for _turn in range(PATIENCE):
        if there():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"never came:\n{shown(pilot)}")


async def read(pilot):
    """Open the report and wait until it is there."""
    await pilot.press("4")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    await until(pilot, lambda: screen.told is not None and screen.job is None)
    await pilot.pause()
    return screen


async def saved(pilot, screen, name):
    """Save under a name and wait until it is over."""
    await pilot.press("s")
    await pilot.pause()
    dialog = pilot.app.screen
    assert isinstance(dialog, FileDialog)
    dialog.words.value = str(screen.space.folder / name)
    await pilot.press("enter")
    await pilot.pause()
    await until(pilot, lambda: screen.job is None)
    await pilot.pause()


def first_line(pilot):
    """The first line of the text that is seen, but for the scroll bar."""
    return shown(pilot).split("\n")[1].strip(" ▀▁▂▃▄▅▆▇█")


def said(screen):
    return str(screen.progress.content)


async def test_all_sections_are_there_to_be_read(space):
    """Every section of the report stands in the text in its order, and Tab goes from one to the next."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        made = report(space, 2026)
        lines = [line.text.strip() for line in screen.told.layout.lines]
        assert [lines[start] for start in screen.told.layout.starts] == [section.title for section in made.sections]
        assert made.title in shown(pilot)
        await pilot.press("tab", "tab")
        assert first_line(pilot) == made.sections[2].title
        await pilot.press("shift+tab")
        assert first_line(pilot) == made.sections[1].title
        await pilot.press("home", "down", "space", "backspace")
        assert screen.pages.scroll_y <= 1
        await pilot.press("end")
        assert lines[-2] in shown(pilot)


async def test_the_year_is_turned_and_what_somebody_notes_appears(space):
    """PageUp shows the year before; a change made meanwhile is counted without a key being pressed."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        await pilot.press("pageup")
        await until(pilot, lambda: "Verksamhetsberättelse 2025" in shown(pilot))
        await pilot.press("pagedown")
        await until(pilot, lambda: "Verksamhetsberättelse 2026" in shown(pilot))
        with space.store.transaction("Någon annan") as transaction:
            transaction.put(Log(series="insandare", day=date(2026, 3, 1), amount=41))
        await until(pilot, lambda: any(" 41 " in line.text for line in screen.told.layout.lines))


@pytest.mark.parametrize("name", ["b.md", "b.json", "b.pdf", "b.png"])
async def test_it_is_saved_as_the_name_says(space, name):
    """Each format is the file that the command line would write, and the line says where it lies."""
    async with VcycleApp(space).run_test(size=(120, 30)) as pilot:
        screen = await read(pilot)
        await saved(pilot, screen, name)
        content = (space.folder / name).read_bytes()
        assert said(screen) == f"Berättelsen ligger i {space.folder / name}"
    made = report(space, 2026)
    if name == "b.md":
        assert content.decode() == markdown(made.title, made.sections)
    elif name == "b.json":
        found = json.loads(content)
        assert found["title"] == made.title
        assert [part["title"] for part in found["sections"]] == [section.title for section in made.sections]
    else:
        assert content.startswith(b"%PDF" if name == "b.pdf" else b"\x89PNG")


async def test_the_name_that_is_offered_lies_where_people_look(space, tmp_path, monkeypatch):
    """The dialog begins with a file in the home folder, named after the year: the example's own folder is no place."""
    monkeypatch.setenv("HOME", str(tmp_path))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("s", "enter")
        await until(pilot, lambda: (tmp_path / "verksamhetsberattelse-2026.md").exists())


async def test_what_is_not_installed_is_said(space, monkeypatch):
    """Without the extra `print` a PDF cannot be made: what to install is said, and nothing is written."""

    def missing(*_what):
        raise NoPrinter("PDF och PNG behöver tillägget print.", hint="Installera det.")

    monkeypatch.setattr("vcycle.services.paper._typeset", missing)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        await saved(pilot, screen, "b.pdf")
        assert said(screen) == "PDF och PNG behöver tillägget print. Installera det."
        assert not (space.folder / "b.pdf").exists()


async def test_a_disk_that_refuses_is_told(space):
    """What cannot be written says why."""
    (space.folder / "b.md").mkdir()
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        screen._save(space.folder / "b.md" / "finns" / "inte.md")
        await until(pilot, lambda: screen.job is None)
        assert "inte skriven" in said(screen)


@pytest.fixture
def slow(monkeypatch):
    """Paper that takes as long as the test wants."""
    gate, begun = Event(), Event()

    def wait(*_what):
        begun.set()
        assert gate.wait(20)
        return b"%PDF-made"

    monkeypatch.setattr("vcycle.services.paper._typeset", wait)
    yield gate, begun
    gate.set()


async def test_no_key_waits_while_it_is_written(space, slow):
    """While a file is being made, the text scrolls and help opens; when it is done it says where it lies."""
    gate, begun = slow
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        screen._save(space.folder / "b.pdf")
        await until(pilot, begun.is_set)
        assert said(screen) == "Skriver b.pdf …  Esc avbryter"
        await pilot.press("tab")
        assert screen.pages.part == 1
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Verksamhetsberättelsen så långt" in shown(pilot)
        await pilot.press("escape")
        gate.set()
        await until(pilot, lambda: screen.job is None)
        assert said(screen) == f"Berättelsen ligger i {space.folder / 'b.pdf'}"
        assert (space.folder / "b.pdf").read_bytes() == b"%PDF-made"


@pytest.mark.parametrize("key", ["escape", "1"])
async def test_what_is_taken_back_is_not_written(space, slow, key):
    """Escape takes it back and says so, leaving the screen too; the file never comes, even when the work ends."""
    gate, begun = slow
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        screen._save(space.folder / "b.pdf")
        await until(pilot, begun.is_set)
        await pilot.press(key)
        await pilot.pause()
        if key == "escape":
            assert said(screen) == "Avbröt: skriver b.pdf."
        else:
            assert isinstance(pilot.app.screen, WheelScreen)
        workers = [*pilot.app.workers]
        gate.set()
        await until(pilot, lambda: all(worker.is_finished for worker in workers))
        assert not (space.folder / "b.pdf").exists()
        assert messages(pilot) == []


async def test_a_year_without_anything_says_so(tmp_path):
    """An association that has not begun reads what will be there, and hostile names are only names."""
    space = a_space(tmp_path / "x")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await read(pilot)
        assert "Det finns inget att berätta om det här året än." in shown(pilot)
        await pilot.press("tab", "space", "end", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WheelScreen)


@pytest.mark.parametrize("size", [(44, 20), (20, 5), (200, 60)])
async def test_any_width_is_laid_out_anew(space, size):
    """After the window has changed the text has its width, from the part that was read."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = await read(pilot)
        await pilot.press("tab", "tab", "tab")
        await pilot.resize_terminal(*size)
        wanted = max(screen.pages.size.width - 1, NARROWEST)
        await until(pilot, lambda: screen.told.layout.width == max(screen.pages.size.width - 1, NARROWEST))
        await until(pilot, lambda: screen.job is None)
        assert all(line.cell_length <= wanted for line in screen.told.layout.lines) or size[0] < 44
        if size[0] < 80:
            assert screen.pages.part == 3


def test_lines_are_no_wider_than_asked():
    """Whatever the width, no line is wider, down to the narrowest that is laid out for."""
    for width in (20, 33, 80):
        made = lay_out([Text("ord " * 100), Text("b" * 200)], width)
        assert max(line.cell_length for line in made.lines) <= width
        assert made.starts[0] == 0
        assert made.lines[made.starts[1]].text.startswith("b")


async def test_a_narrow_terminal_reads_rows_instead_of_tables(space):
    """Where a table has no room, every cell that says something stands whole on a line with its heading."""
    async with VcycleApp(space).run_test(size=(44, 30)) as pilot:
        screen = await read(pilot)
        text = " ".join(line.text.strip() for line in screen.told.layout.lines)
        told = [section for section in report(space, 2026).sections if len(section.header) > 2]
        assert told
        for section in told:
            for row in section.rows:
                for heading, cell in zip(section.header[1:], row[1:], strict=True):
                    assert not cell or f"{heading}: {cell}" in text
