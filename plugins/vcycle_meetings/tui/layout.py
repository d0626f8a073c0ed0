"""Laying out a term on the screen: what is wanted above, the proposed days below, moved with the arrows, then set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

from msgspec.structs import replace

from vcycle.api import Desk, InputError, printable, short_date, slug, week_label
from vcycle.api_screen import (
    Binding,
    BindingType,
    ComposeResult,
    Horizontal,
    Input,
    Label,
    Option,
    OptionList,
    PluginScreen,
    Select,
    Static,
    Text,
    Vertical,
    on,
)
from vcycle_meetings import wishes
from vcycle_meetings.layout import Layout, Slot
from vcycle_meetings.practice import practices
from vcycle_meetings.records import FORMS
from vcycle_meetings.sketch import Sketch
from vcycle_meetings.terms import coming

OWN = "Annan sort …"
CLOCK = "tt:mm"
TERMS = 4
WHOLE_YEAR = "hela året"
WEEKDAYS = (("samma", "nej"), ("olika, mån–tors", "ja"))
RULE = "en gång i månaden"
DAY, WEEK = 19, 8
HEAD = f"{'Dag':<{DAY}}{'Vecka':<{WEEK}}Anmärkning"
NOTHING = "Inget är satt än. Esc en gång till lämnar ändå; ^S sätter mötena."


class Days(OptionList):
    """The proposed days. Enter sets them all, so that it does the same wherever it stands; a click only marks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.set_all", show=False)]


class LayoutScreen(PluginScreen):
    """A term's meetings, laid out in one step."""

    HEADING = "Lägg ut en termins möten"
    CSS_PATH = "layout.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", "möte", tooltip="förra och nästa möte", id="layout.previous"),
        Binding("down", "walk(1)", "möte", id="layout.next"),
        Binding(
            "left", "shift(-1)", "en dag", tooltip="flytta mötet en dag tidigare eller senare", id="layout.earlier"
        ),
        Binding("right", "shift(1)", "en dag", id="layout.later"),
        Binding(
            "ctrl+s", "set_all", "sätt alla", tooltip="spara alla möten på en gång", priority=True, id="layout.set"
        ),
        Binding("x", "drop", "bort", tooltip="ta bort mötet, eller ta tillbaka det", id="layout.drop"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sketch = Sketch({"kind": "", "rule": RULE, "pause": "juli", "term": "", "form": ""})
        self.drawn: Layout | None = None
        self.settled: Sketch | None = None
        self.warned = False

    # What is asked

    def body(self) -> ComposeResult:
        context = self.desk.context
        kinds = [practice.kind for practice in practices(context.store).values()]
        terms = coming(context.years, context.today, TERMS) or [WHOLE_YEAR]
        with Vertical(classes="asked"):
            with Horizontal(classes="row"):
                yield Label("Sort")
                yield _choice("kind", [*kinds, OWN], kinds[0])
                yield Input(placeholder="Vad heter mötet?", id="own", compact=True)
                yield Label("Termin", classes="second")
                yield _choice("term", terms, terms[0])
            with Horizontal(classes="row"):
                yield Label("Regel")
                yield Input(RULE, placeholder="tredje onsdagen varje månad", id="rule", compact=True)
                yield Label("Uppehåll", classes="second")
                yield Input("juli", placeholder="inget", id="pause", compact=True)
            with Horizontal(classes="row"):
                yield Label("Klockan")
                with Horizontal(classes="clocks"):
                    yield Input(placeholder=CLOCK, id="starts", classes="clock", compact=True)
                    yield Label(" till ")
                    yield Input(placeholder=CLOCK, id="ends", classes="clock", compact=True)
                yield Label("Plats", classes="second")
                yield Input(placeholder="ingen", id="place", compact=True)
            with Horizontal(classes="row"):
                yield Label("Form")
                yield _choice("form", list(FORMS.values()), FORMS["physical"])
                yield Label("Veckodag", classes="second")
                yield Select(WEEKDAYS, value="nej", allow_blank=False, id="varied", compact=True)
        yield Static(HEAD, id="head", markup=False)
        yield Days(id="days", markup=False)
        yield Static(id="sum", markup=False)

    def on_mount(self) -> None:
        self._usual()
        self.query_one(Days).focus()

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
            self._fit_rule(text)
            self._usual()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._write("kind" if event.input.id == "own" else str(event.input.id), event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Days).focus()

    def _write(self, name: str, text: str) -> None:
        if self.sketch.texts.get(name) != text:
            self.sketch = self.sketch.written(name, text)
            self.show_days()

    def _fit_rule(self, kind: str) -> None:
        """No rule is proposed for what is once a year; what somebody wrote is left as it is."""
        practice = practices(self.desk.context.store).get(slug(kind))
        rule = self.query_one("#rule", Input)
        usual, example = ("", "6 mars 2027") if practice and practice.yearly else (RULE, "tredje onsdagen varje månad")
        rule.placeholder = example
        if rule.value in ("", RULE):
            rule.value = usual

    def _usual(self) -> None:
        """Say where and when the kind is used to meet, and whether its days vary, without overwriting anybody."""
        try:
            wish = wishes.wish_of(self.desk.context, wishes.LayOut(kind=self.sketch.texts["kind"], rule=wishes.MONTHLY))
        except InputError:
            return
        starts, ends = (f"{clock:%H:%M}" if clock else "" for clock in (wish.starts, wish.ends))
        self.query_one("#starts", Input).placeholder = starts or CLOCK
        self.query_one("#ends", Input).placeholder = ends or CLOCK
        self.query_one("#place", Input).placeholder = printable(wish.place) or "ingen"
        self.query_one("#varied", Select).value = "ja" if wish.varied else "nej"

    # The days

    def show_days(self) -> None:
        """Draw what the fields and the moves come to."""
        days, total = self.query_one(Days), self.query_one("#sum", Static)
        marked = self._marked()
        self.warned = False
        try:
            self.drawn = self.sketch.layout(self.desk.context)
        except InputError as error:
            self.drawn = None
            days.clear_options()
            total.set_class(True, "problem")
            total.update(printable(f"{error} {error.hint}".strip()))
            return
        days.set_options(Option(_line(self.drawn, slot)) for slot in self._slots())
        if self._slots():
            days.highlighted = self._place(marked)
        total.set_class(False, "problem")
        total.update("\n".join(self._summary(self.drawn)))

    def _summary(self, layout: Layout) -> Iterator[str]:
        yield wishes.summary(layout)
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
        days = self.query_one(Days)
        if not days.has_focus:
            (self.focus_next if step > 0 else self.focus_previous)()
        elif step > 0:
            days.action_cursor_down()
        else:
            days.action_cursor_up()

    def action_shift(self, step: int) -> None:
        self.or_tell(lambda: self._edit("shifted", step))

    def action_drop(self) -> None:
        self.or_tell(lambda: self._edit("toggled"))

    def _edit(self, how: str, *arguments: int) -> None:
        """Change the marked meeting; raises InputError for one that is there already."""
        slot = self._marked()
        if slot is None or self.drawn is None:
            raise InputError("Det finns inget möte att ändra.")
        if slot.entry is not None:
            raise InputError("Det mötet finns redan. Flytta eller ställ in det i årshjulet.")
        self.sketch = getattr(self.sketch, how)(self.drawn, slot, *arguments)
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
            self.tell(f"{label}. Ångra med u i årshjulet.")

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


def _choice(name: str, options: list[str], value: str) -> Select[str]:
    pairs = [(printable(option), option) for option in options]
    return Select(pairs, value=value, allow_blank=False, id=name, compact=True)


def _line(layout: Layout, slot: Slot) -> Text:
    """ "ons 16 sep 2026  v. 38  krockar med …"; struck through when left out, dim when it is there already."""
    look = "dim strike" if slot.dropped else "dim" if slot.entry else ""
    remark = "tas inte med" if slot.dropped else "; ".join(layout.remarks(slot))
    when, week = f"{short_date(slot.day)} {slot.day.year}", week_label(slot.day)
    line = Text.assemble((when, look), " " * (DAY - len(when)), (week, look), " " * (WEEK - len(week)))
    return line.append(printable(remark), "dim" if slot.dropped or slot.entry else "italic")
