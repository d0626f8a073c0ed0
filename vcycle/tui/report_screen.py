"""The annual report so far, to read and to save; it is worked out and written in threads of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath
from typing import Any, ClassVar, NamedTuple

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from vcycle.model.derived import Section
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.model.text import printable, shorten
from vcycle.services.handing_out import write
from vcycle.services.report import Report, report
from vcycle.services.report.file import report_file
from vcycle.services.workspace import Workspace, reopened
from vcycle.tui.command_screen import sections
from vcycle.tui.keys import bindings_of, with_keys
from vcycle.tui.long_work import Job, Ways, work
from vcycle.tui.register.questions import KeysDialog
from vcycle.tui.widgets.key_line import KeyLine
from vcycle.tui.widgets.pages import Layout, Pages, lay_out

LOOK_FOR_CHANGES = 0.5
TABLE, COLUMNS = 64, 3
"""Columns of the terminal below which a table of so many columns, or more, is told row by row."""
_LONGEST = 400
FORMATS = {"md": "Markdown, text att klistra in", "pdf": "för papper", "png": "en bild", "json": "för andra program"}
NOTHING = """Det finns inget att berätta om det här året än. Här samlas det som ni bockar av, noterar och
når av målen, och det som tilläggen berättar."""
PURPOSE = (
    "Verksamhetsberättelsen så långt året har kommit: vad det blev av målen, vad som har hänt och hur många som kom, "
    "rollerna, och det som tilläggen berättar. Ingen nämns vid namn. "
    "Den räknas om när något ändras; s sparar den som en fil."
)


class Told(NamedTuple):
    """A report, the workspace that it was worked out in (its thread's own), and how it is laid out."""

    space: Workspace
    report: Report
    layout: Layout


class ReportScreen(Screen[None]):
    """Opens on the activity year that today lies in."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["report.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "year(-1)", "år", tooltip="förra och nästa år", id="report.previous_year"),
        Binding("pagedown", "year(1)", "år", id="report.next_year"),
        Binding("s", "save", "spara", tooltip="spara som Markdown, PDF, PNG eller JSON", id="report.save"),
        Binding("tab", "part(1)", "nästa del", tooltip="nästa och förra delen", id="report.next_part"),
        Binding("shift+tab", "part(-1)", "nästa del", show=False, id="report.previous_part"),
        Binding("space", "page(1)", "bläddra", show=False, tooltip="en skärm framåt och bakåt", id="report.next_page"),
        Binding("backspace", "page(-1)", "bläddra", show=False, id="report.previous_page"),
        Binding("question_mark", "help", "hjälp", id="report.help"),
        Binding("escape", "leave", "tillbaka", tooltip="avbryt det som pågår, annars tillbaka", id="report.leave"),
    ]
    head = query_one(".head", Static)
    pages = query_one(Pages)
    progress = query_one(".progress", Static)

    def __init__(self, space: Workspace) -> None:
        super().__init__()
        self.space = space
        self.year = space.years.year_of(space.today)
        self.told: Told | None = None
        self.job: Job | None = None
        self._token = space.store.token

    def compose(self) -> ComposeResult:
        yield Static(Text("Berättelse", "bold"), classes="head", markup=False)
        yield Pages()
        yield Static(classes="progress", markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> list[Binding]:
        return [*bindings_of(self, Screen), *bindings_of(self.app, App)]

    def on_mount(self) -> None:
        self.pages.focus()
        self.call_after_refresh(self._read)
        self.set_interval(LOOK_FOR_CHANGES, self._look_for_changes)

    def on_unmount(self) -> None:
        self._take_back()

    # Reading

    def _read(self) -> None:
        """Work the report out anew."""
        self._token = self.space.store.token
        label = f"Räknar fram berättelsen {self.space.years.label(self.year)}"
        make = partial(_told, self.space, self.year, self._width)
        self._work(label, Ways(make, lambda _told: None, self._show, self._say))

    @property
    def _width(self) -> int:
        return self.pages.size.width - 1  # the scroll bar may come

    def _show(self, told: Told) -> None:
        if told.report.period != self.space.years.year(self.year):
            return  # somebody has gone on to another year meanwhile
        self.told = told
        self.head.update(Text(shorten(printable(told.report.title), _LONGEST), "bold"))
        self.pages.show(told.layout)

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Lay out what is shown for another width."""
        told = self.told
        if told is not None and self.job is None and told.layout.width != self._width:
            make = partial(_laid_out, told, self._width)
            self._work("Ställer om bredden", Ways(make, lambda _told: None, self._show, self._say))

    def _look_for_changes(self) -> None:
        """Somebody may have saved: another window, a command, a shared folder."""
        if self.job is None and self.space.store.token != self._token:
            self._read()

    def action_year(self, step: int) -> None:
        if FIRST_YEAR < self.year + step < LAST_YEAR:
            self.year += step
            self._read()

    def action_part(self, step: int) -> None:
        self.pages.to(self.pages.part + step)

    def action_page(self, step: int) -> None:
        self.pages.by_page(step)

    # Saving

    def action_save(self) -> None:
        """Ask for a file, then write it."""
        from vcycle.tui.file_dialog import FileDialog

        if self.told is None or self.job is not None:
            self._say("Vänta tills berättelsen är framräknad.")
            return
        name = f"verksamhetsberattelse-{self.year}.md"
        self.app.push_screen(FileDialog("Spara berättelsen", name, FORMATS), self._save)

    def _save(self, path: Path | None) -> None:
        if path is not None and self.told is not None:
            told, wanted = self.told, path.suffix[1:].lower()
            ways = Ways(
                lambda: report_file(told.space, told.report, wanted),
                lambda content: write(content, path),
                lambda _content: self._say(f"Berättelsen ligger i {path}"),
                self._say,
            )
            self._work(f"Skriver {path.name}", ways)

    # Work

    def _work(self, label: str, ways: Ways) -> None:
        """Begin something that takes a while, instead of what is going on."""
        self._take_back()
        job = self.job = Job(label)
        self._say(with_keys(self, f"{label} …  {{report.leave}} avbryter"))
        done, failed = (partial(self._ended, job, how) for how in (ways.done, ways.failed))
        work(self, job, ways._replace(done=done, failed=failed))

    def _take_back(self) -> bool:
        """Whether something was going on, and nothing comes of it now."""
        job, self.job = self.job, None
        return job is not None and job.claim()

    def _ended(self, job: Job, then: Callable[[Any], None], what: object) -> None:
        """The job is over, and what is to be told of it."""
        if self.job is job:
            self.job = None
            self._say("")
        then(what)

    def _say(self, text: str) -> None:
        self.progress.update(shorten(printable(text), _LONGEST))
        self.progress.display = bool(text)

    def action_leave(self) -> None:
        """Take back what is going on; back when nothing is."""
        label = self.job.label if self.job else ""
        if self._take_back():
            self._say(f"Avbröt: {label[:1].lower()}{label[1:]}.")
        else:
            self.dismiss()

    def action_help(self) -> None:
        self.app.push_screen(KeysDialog("Berättelse", PURPOSE, self._keys()))


def _told(space: Workspace, year: int, width: int) -> Told:
    """The report of a year, in a workspace of its own: neither store nor plugins are for two threads."""
    own = reopened(space)
    made = report(own, year)
    return Told(own, made, lay_out(_parts(made, width), width))


def _laid_out(told: Told, width: int) -> Told:
    return told._replace(layout=lay_out(_parts(told.report, width), width))


def _parts(made: Report, width: int) -> list[RenderableType]:
    wide = [width >= TABLE or len(section.header) < COLUMNS for section in made.sections]
    told = zip(made.sections, wide, strict=True)
    return [sections((one,)) if fits else _listed(one) for one, fits in told] or [Text(NOTHING)]


def _listed(section: Section) -> Text:
    """A section whose table has no room: each row by itself, its cells one below the other."""
    text = Text(f"{printable(section.title)}\n", "bold")
    if section.text:
        text.append(f"{printable(section.text, newline=chr(10))}\n", "not bold")
    for first, *rest in section.rows:
        text.append(f"{printable(first)}\n")
        for heading, cell in zip(section.header[1:], rest, strict=True):
            if cell:
                text.append(f"  {printable(heading)}: {printable(cell)}\n", "not bold")
    return text
