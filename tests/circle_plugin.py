"""A plugin that uses every way out: dated records, steps, facts, a section, commands, a screen, notes that expire."""

from datetime import date, time, timedelta
from typing import Annotated, Literal

from vcycle.api import (
    Activity,
    Answer,
    Command,
    Expiry,
    Fact,
    InputError,
    Mark,
    Offset,
    Record,
    RecordType,
    ScreenType,
    Section,
    Struct,
    field,
    hookimpl,
)

VCYCLE_API = 1
VCYCLE_NAME = "Cirklar"


class Circle(Record, frozen=True):
    kind: Annotated[str, field("Slag", column=True, min_length=1)]
    day: Annotated[date, field("Dag", column=True)]
    starts: Annotated[time | None, field("Börjar")] = None
    ends: Annotated[time | None, field("Slutar")] = None
    room: Annotated[str, field("Rum")] = ""
    sort: Annotated[Literal["own", "extra"], field("Sort", labels={"own": "ordinarie", "extra": "extra"})] = "own"
    open: Annotated[bool, field("Öppen")] = False
    host: Annotated[str, field("Värd", link="core.role")] = ""


class Note(Record, frozen=True):
    circle: Annotated[str, field("Cirkel", link="circles.circle")]
    text: Annotated[str, field("Text", column=True)] = ""


class Lay(Struct, frozen=True):
    kind: Annotated[str, field("Slag")]
    count: Annotated[int, field("Antal", ge=1)] = 2


def lay_out(context, wanted):
    """So many circles, a month apart."""
    if wanted.kind == "fel":
        raise InputError("Så får den inte heta.", hint="Välj ett annat namn.")
    days = [context.today + timedelta(days=30 * number) for number in range(wanted.count)]
    rows = tuple((day.isoformat(), wanted.kind) for day in days)
    return Answer(
        sections=(Section(title="Cirklar", header=("Dag", "Slag"), rows=rows),),
        put=tuple(Circle(kind=wanted.kind, day=day) for day in days),
        label=f"Lade ut {wanted.count} cirklar",
    )


def say_today(context, _arguments):
    """The day that it is."""
    return Answer(sections=(Section(title="I dag", text=context.today.isoformat()),))


@hookimpl
def vcycle_record_types():
    mark = Mark(
        "day",
        title="{kind} {sort}",
        starts="starts",
        ends="ends",
        place="room",
        series="kind",
        tags=("sort", "open"),
        responsible="host",
    )
    return [
        RecordType(Circle, "circles.circle", "cirkel", "cirklar", name_field="kind day", marks=(mark,)),
        RecordType(Note, "circles.note", "lapp", "lappar", name_field="text", expires=Expiry("circle.day", 30)),
    ]


@hookimpl
def vcycle_activities():
    return [Activity(id="circles-papers", title="Papper", series="papper", schedule=Offset(("kvall",), before="1w"))]


@hookimpl
def vcycle_facts(context, period):
    return [Fact(series="papper", day=context.today, amount=len(context.entries(period)))]


@hookimpl
def vcycle_sections(context, period):
    held = sum(fact.series == "kvall" and not fact.planned for fact in context.facts(period))
    return [Section(title="Kvällar", text=f"Vi höll {held} | *kvällar*.")]


@hookimpl
def vcycle_commands():
    return [
        Command(
            name="lay-out", label="Lägg ut cirklar", run=lay_out, arguments=Lay, positional=("kind",), example="Kväll"
        ),
        Command(name="today", label="Vad är det i dag", keywords="datum kalender", run=say_today),
        Command(name="crash", label="Gå sönder", run=lambda _context, _arguments: 1 // 0),
    ]  # fmt: skip


@hookimpl
def vcycle_screens():
    return [ScreenType(name="board", label="Tavlan", factory="tests.circle_screen:Board")]
