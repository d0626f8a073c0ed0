"""What is noted in a hurry, one record at a time: a member's question, a need of child care, a point of an agenda."""

from datetime import date
from typing import Annotated

from vcycle.api import Answer, Context, InputError, Section, Struct, field, plain_date
from vcycle_meetings.occasions import Occasion
from vcycle_meetings.records import Item, Need, Question
from vcycle_meetings.which import WHICH, sought

HOW = """Välj ”Lägg till punkt på dagordningen” eller ”Anteckna fråga från medlem”.
Som kommando: vcycle meetings item PUNKT, vcycle meetings question FRÅGA."""
"""What somebody who reads an agenda can do to it."""


class Asked(Struct, frozen=True):
    """A member's question."""

    text: Annotated[
        str, field("Fråga", multiline=True, min_length=1, help="Frågan med medlemmens ord. Skriv inte vem som frågar.")
    ]
    meeting: Annotated[
        str, field("Tas upp på", help="Till exempel ”oktober” eller ”10/10”. Tomt: nästa medlemsmöte.", max_length=100)
    ] = ""
    asked: Annotated[date | None, field("Kom in", help="Tomt: i dag.")] = None


class CareNeeded(Struct, frozen=True):
    """A need of child care at a meeting."""

    ages: Annotated[str, field("Åldrar", min_length=1, max_length=60, help="Till exempel 3 och 6 år. Skriv inga namn.")]
    children: Annotated[int, field("Antal barn", ge=1, le=50)] = 1
    meeting: Annotated[str, field("Möte", help=WHICH, max_length=100)] = ""


class Point(Struct, frozen=True):
    """A point of a meeting's agenda."""

    title: Annotated[str, field("Punkt", min_length=1, max_length=200)]
    meeting: Annotated[str, field("Möte", help=WHICH, max_length=100)] = ""


def question(context: Context, asked: Asked) -> Answer:
    """Keep a question, for the next member meeting or for one that is named."""
    day = asked.asked or context.today
    if asked.meeting.strip():
        occasion = sought(context, asked.meeting)
        meeting = occasion.record.id if occasion.record else ""
        record = Question(text=asked.text, asked=day, kind=occasion.kind, meeting=meeting)
        where = occasion.name
    else:
        record = Question(text=asked.text, asked=day)
        where = f"nästa {record.kind.lower()}"
    rows = (("Fråga", asked.text), ("Kom in", plain_date(day)), ("Tas upp på", where))
    return _noted(record, "Fråga från medlem", "Antecknade en fråga från en medlem", rows)


def child_care(context: Context, asked: CareNeeded) -> Answer:
    """Keep a need of child care, which is erased 30 days after the meeting."""
    occasion = sought(context, asked.meeting)
    record = Need(meeting=_own(occasion), ages=asked.ages, children=asked.children)
    rows = (("Möte", occasion.name), ("Antal barn", str(asked.children)), ("Åldrar", asked.ages))
    return _noted(
        record, "Behov av barnpassning (raderas 30 dagar efter mötet)", "Antecknade behov av barnpassning", rows
    )


def point(context: Context, asked: Point) -> Answer:
    """Put a point on a meeting's agenda."""
    occasion = sought(context, asked.meeting)
    record = Item(meeting=_own(occasion), title=asked.title)
    rows = (("Möte", occasion.name), ("Punkt", asked.title))
    return _noted(record, "Punkt på dagordningen", "La till en punkt på dagordningen", rows)


def _own(occasion: Occasion) -> str:
    """The id of the meeting's record; raises InputError for a meeting that only a rule of the plan gives."""
    if occasion.record is None:
        hint = "Lägg ut det som ett möte först: ”Lägg ut en termins möten”."
        raise InputError(f"{occasion.name} kommer ur en regel i verksamhetsplanen och har ingen egen post.", hint=hint)
    return occasion.record.id


def _noted(record: Item | Need | Question, title: str, label: str, rows: tuple[tuple[str, str], ...]) -> Answer:
    """One record to be saved, shown as what will be kept."""
    return Answer(sections=(Section(title=title, rows=rows),), put=(record,), label=label)
