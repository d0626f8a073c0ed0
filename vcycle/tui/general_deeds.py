"""What can be done in every association, for the list of all deeds: paper, the phone, and records of every type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vcycle.model.records import Record, RecordType
from vcycle.model.text import printable, shorten
from vcycle.services.handing_out import YEAR_KINDS, YearKind, year_content
from vcycle.services.records.directory import directory_of
from vcycle.services.wheel_year import whole_year
from vcycle.services.workspace import reopened
from vcycle.tui.deed_words import ABOUT, OTHER_WORDS
from vcycle.tui.palette import Deed
from vcycle.tui.register.record_form import RecordForm
from vcycle.tui.register.register_screen import RegisterScreen
from vcycle.tui.wheel_screen import WheelScreen
from vcycle.tui.words import new_of

if TYPE_CHECKING:
    from vcycle.tui.app import VcycleApp
    from vcycle.tui.keymap import Action

LONGEST_NAME = 100
YEAR_ENDINGS = {
    "pdf": "att skriva ut på A4",
    "png": "en bild, till exempel för ett brev",
    "svg": "en bild för webben",
    "txt": "meningar, att läsa eller lyssna på",
}
CALENDAR_ENDINGS = {"ics": "en kalender för telefoner och datorer"}
KEYS = "tangent tangentbord knappar snabbkommandon kortkommandon genvägar ändra"
PAPER = "skriva utskrift skrivare papper årshjul hjulet pdf png svg print affisch"
PHONE = "mobil ical ics google outlook exportera dela prenumerera"


def general_deeds(app: VcycleApp) -> Iterator[Deed]:
    """The files that can be written, then every listed record type of the core and of plugins."""
    yield Deed("Visa och byt tangenter", "", partial(_show_keys, app), KEYS)
    yield Deed("Skriv ut året (PDF eller bild)", "", partial(_ask_year, app), PAPER)
    yield Deed("Skriv kalenderfil till telefonen", "", partial(_ask_calendar, app), PHONE)
    for kind in (kind for kind in app.space.registry if kind.listed):
        about = f" ({ABOUT[kind.key]})" if kind.key in ABOUT else ""
        words = f"{kind.singular} {kind.plural} {OTHER_WORDS.get(kind.key, '')}"
        yield Deed(f"Visa {kind.plural}{about}", "", partial(_show, app, kind), f"lista alla {words}")
        if app.space.store.is_open(kind):
            label, words = new_of(kind).replace("n", "N", 1), f"ny nytt lägg till skapa skriv in {words}"
            yield Deed(label, "", partial(_add, app, kind), words)


def _show_keys(app: VcycleApp) -> None:
    """Every key there is; who chooses one comes to the setting where it is changed."""
    from vcycle.tui.keys_list import KeysList
    from vcycle.tui.settings.settings_screen import SettingsScreen

    def change(action: Action | None) -> None:
        if action is not None and app.leave_place():
            app.push_screen(SettingsScreen(app.space, "keys.*"))

    app.push_screen(KeysList(app.space), change)


def _show(app: VcycleApp, kind: RecordType) -> None:
    """The records of a type; those who are in the register already stay in it."""
    screen = app.screen
    if isinstance(screen, RegisterScreen):
        screen.go_to(kind)
    elif app.leave_place():
        app.push_screen(RegisterScreen(app.space, kind))


def _add(app: VcycleApp, kind: RecordType) -> None:
    def told(record: Record | None) -> None:
        if record is not None:
            name = shorten(printable(directory_of(app.space).name(kind, record)), LONGEST_NAME)
            app.notify(f"Lade till {kind.singular} ”{name}”.", markup=False)

    app.push_screen(RecordForm(app.space, kind), told)


def _year(app: VcycleApp) -> int:
    """The activity year that the wheel shows."""
    home = app.screen_stack[0]
    assert isinstance(home, WheelScreen)
    return home.walk.page.year


def _ask_year(app: VcycleApp) -> None:
    year, space = _year(app), app.space
    label = space.years.label(year)

    def make(path: Path) -> bytes:
        ending = path.suffix[1:].lower()
        kind: YearKind = next((kind for kind in YEAR_KINDS if kind == ending), "text")
        return year_content(whole_year(reopened(space), year), kind)

    name, told = f"arshjul-{_in_name(label)}.pdf", f"Skrev årshjulet {label} till"
    _ask(app, f"Skriv ut {label}", name, YEAR_ENDINGS, make, told)


def _ask_calendar(app: VcycleApp) -> None:
    year, space = _year(app), app.space
    label = space.years.label(year)

    def make(_path: Path) -> bytes:
        from vcycle.services.calendar_file import export_year  # icalendar is slow to import

        return export_year(reopened(space), year).content

    name, told = f"kalender-{_in_name(label)}.ics", f"Skicka filen till telefonen och öppna den där. Skrev {label} till"
    _ask(app, f"Skriv kalenderfilen för {label}", name, CALENDAR_ENDINGS, make, told)


def _in_name(label: str) -> str:
    """ "2026-27" from "2026/27"."""
    return label.replace("/", "-")


def _ask(
    app: VcycleApp, heading: str, name: str, endings: dict[str, str], make: Callable[[Path], bytes], told: str
) -> None:
    from vcycle.tui.file_dialog import FileDialog, write_meanwhile

    def go(path: Path | None) -> None:
        if path is not None:
            write_meanwhile(app, path, partial(make, path), f"{told} {path}.")

    app.push_screen(FileDialog(heading, name, endings), go)
