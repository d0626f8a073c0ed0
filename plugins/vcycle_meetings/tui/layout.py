"""Laying out a term on the screen: what is wanted above, the proposed days below, moved with the arrows, then set."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import ClassVar

from msgspec.structs import replace

from vcycle.api import Desk, InputError, printable, short_date, slug, week_label
from vcycle.api_screen import (
    Binding,
    BindingType,
    ComposeResult,
    Horizontal,
    Input,
    KeyLine,
    Label,
    Option,
    PluginScreen,
    Select,
    Static,
    Text,
    Vertical,
    Widget,
    events,
    on,
)
from vcycle_meetings import wishes
from vcycle_meetings.habit import habit
from vcycle_meetings.layout import Layout, Slot
from vcycle_meetings.practice import practices
from vcycle_meetings.records import FORMS
from vcycle_meetings.sketch import Sketch
from vcycle_meetings.terms import coming
from vcycle_meetings.tui.parts import AnotherDay, Days, Pick, heading_of, refused

OWN = "Annan sort …"
CLOCK = "tt:mm"
TERMS = 4
WHOLE_YEAR = "hela året"
WEEKDAYS = (("samma", "nej"), ("olika, mån–tors", "ja"))
RULE = "en gång i månaden"
DAY, WEEK = 19, 8
HEAD = f"{'Dag':<{DAY}}{'Vecka':<{WEEK}}Anmärkning"
NOTHING = "Inget är satt än. {plugin.back} en gång till lämnar ändå; {meetings.set} sätter mötena."
NARROW, LOW = 60, 22
"""Columns below which every field has its own line, and rows below which blank lines go."""
PURPOSE = """Lägger ut en termins möten på en gång. Fyll i fälten överst med {meetings.field};
listan visar dagarna som det blir. Gå till listan och flytta eller ta bort de möten som inte passar.

Inget sparas förrän du trycker {meetings.set}.
Regeln skrivs som den sägs: andra måndagen varje månad, varannan tisdag, en gång i månaden, 12/9, 10/10.
Uppehåll är månaderna utan möte. Det som är tomt blir som förra mötet av samma sort.
Möten som redan finns tar sin plats och ändras inte här."""
IN_FIELDS = {"meetings.set": "sätt alla", "meetings.field": "nästa fält"}
"""What the screen's own keys do while somebody writes in a field; the others are not said there."""
TO_DAYS = Binding("enter", "to_days", "dagarna")


class LayoutScreen(PluginScreen):
    """A term's meetings, laid out in one step."""

    HEADING = "Lägg ut en termins möten"
    PURPOSE = PURPOSE
    CSS_PATH = "layout.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "set_all", "sätt alla", tooltip="spara alla möten på en gång", priority=True, id="meetings.set"
        ),
        Binding("tab", "app.focus_next", "fält", tooltip="till nästa fält, eller till dagarna", id="meetings.field"),
        Binding(
            "left", "shift(-1)", "en dag", tooltip="flytta mötet en dag tidigare eller senare", id="meetings.earlier"
        ),
        Binding("right", "shift(1)", "en dag", id="meetings.later"),
        Binding("x", "drop", "bort", tooltip="ta bort mötet, eller ta tillbaka det", id="meetings.drop"),
        Binding(
            "enter", "another_day", "annan dag", tooltip="skriv en annan dag för mötet; inget sparas", id="meetings.day"
        ),
        Binding("up", "walk(-1)", "möte", tooltip="förra och nästa möte", id="meetings.previous"),
        Binding("down", "walk(1)", "möte", id="meetings.next"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sketch = Sketch({"kind": "", "rule": RULE, "pause": "juli", "term": "", "form": ""})
        self.drawn: Layout | None = None
        self.settled: Sketch | None = None
        self.warned = False
        self.proposed = RULE

    # What is asked

    def body(self) -> ComposeResult:
        context = self.desk.context
        kinds = [practice.kind for practice in practices(context.store).values()]
        terms = coming(context.years, context.today, TERMS) or [WHOLE_YEAR]
        own = Input(placeholder="Vad heter mötet?", id="own", compact=True)
        rule = Input(RULE, placeholder="andra måndagen varje månad", id="rule", compact=True)
        starts = Input(placeholder=CLOCK, id="starts", classes="clock", compact=True)
        ends = Input(placeholder=CLOCK, id="ends", classes="clock", compact=True)
        with Vertical(classes="asked"):
            with Horizontal(classes="row"):
                yield _field("Sort", _choice("kind", [*kinds, OWN], kinds[0]), own)
                yield _field("Termin", _choice("term", terms, terms[0]), second=True)
            with Horizontal(classes="row"):
                yield _field("Regel", rule)
            with Horizontal(classes="row"):
                yield _field("Uppehåll", Input("juli", placeholder="inget", id="pause", compact=True))
                yield _field("Veckodag", Pick("varied", WEEKDAYS, "nej"), second=True)
            with Horizontal(classes="row"):
                yield _field("Klockan", starts, Label(" till "), ends)
                yield _field("Form", _choice("form", list(FORMS.values()), FORMS["physical"]), second=True)
            with Horizontal(classes="row"):
                yield _field("Plats", Input(placeholder="ingen", id="place", compact=True))
            yield Static(id="meant", markup=False)
        yield Static(HEAD, id="head", markup=False)
        yield Days(id="days", markup=False)
        yield Static(id="sum", markup=False)

    def on_mount(self) -> None:
        self._usual()
        self.query_one(Days).focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < LOW, "-low")

    def on_descendant_focus(self) -> None:
        """Say the keys of where somebody is."""
        own = self.keys()
        if not isinstance(self.focused, Days):
            in_field = isinstance(self.focused, Input | Select)  # else it is the open list of a choice
            here = [dataclasses.replace(b, description=IN_FIELDS[b.id]) for b in own if b.id in IN_FIELDS]
            others = [b for b in own if not str(b.id).startswith("meetings.")]
            own = [*here, TO_DAYS, *others] if in_field else others
        self.query_one(KeyLine).show(own)

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        name, text = str(event.select.id), str(event.value)
        own = self.query_one("#own", Input)
        if name == "kind":
            own.set_class(text == OWN, "-shown")
            if text == OWN:
                own.focus()
            text = own.value if text == OWN else text
        elif text == WHOLE_YEAR:
            text = ""
        self._write(name, text)
        if name == "kind":
            self._usual()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._write("kind" if event.input.id == "own" else str(event.input.id), event.value)

    @on(Input.Submitted)
    def action_to_days(self) -> None:
        self.query_one(Days).focus()

    def _write(self, name: str, text: str) -> None:
        if self.sketch.texts.get(name) != text:
            self.sketch = self.sketch.written(name, text)
            self.show_days()

    def _usual(self) -> None:
        """Propose the rule, form and weekdays of the last meetings, and say their hours and place.

        What somebody wrote is left as it is; no rule is proposed for what is once a year.
        """
        kind = self.sketch.texts["kind"]
        practice = practices(self.desk.context.store).get(slug(kind))
        used = habit(self.desk.context, kind)
        yearly = practice is not None and practice.yearly
        self._propose_rule("" if yearly else used.rule or RULE, "6 mars 2027" if yearly else "andra måndagen")
        self.query_one("#starts", Input).placeholder = f"{used.starts:%H:%M}" if used.starts else CLOCK
        self.query_one("#ends", Input).placeholder = f"{used.ends:%H:%M}" if used.ends else CLOCK
        self.query_one("#place", Input).placeholder = printable(used.place) or "ingen"
        self.query_one("#varied", Select).value = "ja" if used.varied else "nej"
        self.query_one("#form", Select).value = FORMS[used.form]

    def _propose_rule(self, rule: str, example: str) -> None:
        field = self.query_one("#rule", Input)
        field.placeholder = example
        if field.value in ("", self.proposed):
            field.value = rule
            self.proposed = rule

    # The days

    def show_days(self) -> None:
        """Draw what the fields and the moves come to."""
        days, total, meant = self.query_one(Days), self.query_one("#sum", Static), self.query_one("#meant", Static)
        marked = self._marked()
        self.warned = False
        try:
            self.drawn = self.sketch.layout(self.desk.context)
        except InputError as error:
            self.drawn = None
            days.clear_options()
            meant.update("")
            total.set_class(True, "problem")
            total.update(printable(f"{error} {error.hint}".strip()))
            return
        meant.update(printable(wishes.understood(self.drawn.wish)))
        days.set_options(Option(_line(self.drawn, slot)) for slot in self._slots())
        if self._slots():
            days.highlighted = self._place(marked)
        total.set_class(False, "problem")
        total.update(self.with_keys("\n".join(self._summary(self.drawn))))

    def _summary(self, layout: Layout) -> Iterator[str]:
        unset = " Inget är satt än: {meetings.set} sätter alla." if layout.meetings() else ""
        yield f"{wishes.summary(layout)}{unset}"
        if titles := wishes.waiting(layout.around, layout):
            yield printable(f"Planen har utan dag: {', '.join(titles)}. Ge hellre dem en dag i årshjulet.")

    def _slots(self) -> list[Slot]:
        return sorted(self.drawn.slots, key=lambda slot: slot.day) if self.drawn else []

    def _marked(self) -> Slot | None:
        at, slots = self.query_one(Days).highlighted, self._slots()
        return slots[at] if at is not None and at < len(slots) else None

    def _place(self, marked: Slot | None) -> int:
        """Where the marked meeting is now; else the first that is new."""
        slots = self._slots()
        same = [at for at, slot in enumerate(slots) if marked is not None and slot.first == marked.first]
        return next(iter([*same, *(at for at, slot in enumerate(slots) if slot.new)]), 0)

    def action_walk(self, step: int) -> None:
        """The meeting above or below; from a field the field above or below, and from the last one the days."""
        days = self.query_one(Days)
        if days.has_focus:
            (days.action_cursor_down if step > 0 else days.action_cursor_up)()
            return
        rows = list(self.query(".row"))
        here = next((at for at, row in enumerate(rows) if self.focused in [*row.query("*")]), -1) + step
        if here == len(rows):
            days.focus()
        elif here >= 0 and self.focused is not None:
            left = self.focused.region.x
            fields = [one for one in rows[here].query("Input, Pick") if one.display]
            min(fields, key=lambda one: abs(one.region.x - left)).focus()

    def action_shift(self, step: int) -> None:
        self.or_tell(lambda: self._edit("shifted", step))

    def action_drop(self) -> None:
        self.or_tell(lambda: self._edit("toggled"))

    def action_another_day(self) -> None:
        """Ask for another day for the marked meeting; what is there already says where it is moved."""
        self.or_tell(self._ask_day)

    def _ask_day(self) -> None:
        layout, slot = self._changeable()
        refusal = lambda day: refused(lambda: day == slot.day or layout.moved(slot.first, day))  # noqa: E731
        dialog = AnotherDay(heading_of(layout.wish.kind, slot.day), slot.day, refusal)
        self.app.push_screen(dialog, partial(self._put, slot))

    def _put(self, slot: Slot, day: date | None) -> None:
        if day is not None and self.drawn is not None:
            self.sketch = self.sketch.put(self.drawn, slot, day)
            self.show_days()

    def _changeable(self) -> tuple[Layout, Slot]:
        """The layout and its marked meeting; raises InputError when there is none, or it is there already."""
        slot = self._marked()
        if slot is None or self.drawn is None:
            raise InputError("Det finns inget möte att ändra.")
        if slot.entry is not None:
            raise InputError("Det mötet finns redan. Flytta eller ställ in det i årshjulet.")
        return self.drawn, slot

    def _edit(self, how: str, *arguments: int) -> None:
        """Change the marked meeting; raises InputError for one that cannot be."""
        self.sketch = getattr(self.sketch, how)(*self._changeable(), *arguments)
        self.show_days()

    # Leaving

    def action_set_all(self) -> None:
        """Save every new meeting as one step."""
        if self.drawn is None:
            return
        meetings, label = self.drawn.meetings(), wishes.label(self.drawn)
        if not meetings:
            self.tell("Det finns inget nytt möte att sätta.")
        elif self.or_tell(lambda: self.desk.save(label, meetings)):
            self._settle()
            self.tell(f"{label}. Ångra med {{wheel.undo}} i årshjulet.")

    def _settle(self) -> None:
        """Show what is set now; what was left out stays out, until somebody takes it back."""
        self.sketch = Sketch(self.sketch.texts)
        with suppress(InputError):
            rest = self.sketch.layout(self.desk.context).slots
            self.sketch = replace(self.sketch, dropped=frozenset(slot.first for slot in rest if slot.new))
        self.settled = self.sketch
        self.show_days()

    def action_back(self) -> None:
        if self.sketch.touched and self.sketch != self.settled and not self.warned:
            self.warned = True
            self.tell(NOTHING)
            return
        super().action_back()


def _field(label: str, *controls: Widget, second: bool = False) -> Horizontal:
    """A label with its controls; the second of a row stands a little off from the first."""
    return Horizontal(Label(label, classes="label"), *controls, classes="field -second" if second else "field")


def _choice(name: str, options: list[str], value: str) -> Pick:
    return Pick(name, [(option, option) for option in options], value)


def _line(layout: Layout, slot: Slot) -> Text:
    """ "ons 16 sep 2026  v. 38  krockar med …"; struck through when left out, dim when it is there already."""
    look = "dim strike" if slot.dropped else "dim" if slot.entry else ""
    remark = "tas inte med" if slot.dropped else "; ".join(layout.remarks(slot))
    when, week = f"{short_date(slot.day)} {slot.day.year}", week_label(slot.day)
    line = Text.assemble((when, look), " " * (DAY - len(when)), (week, look), " " * (WEEK - len(week)))
    return line.append(printable(remark), "dim" if slot.dropped or slot.entry else "italic")
