"""What is kept about meetings. Nobody is named in any of it: people are counted, responsibilities are roles."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from vcycle.api import Expiry, Mark, Record, RecordType, field, slug

SORTS = {"ordinary": "ordinarie", "extra": "extra"}
FORMS = {"physical": "fysiskt", "digital": "digitalt", "hybrid": "hybrid"}
CARE = {"none": "behövs inte", "asked": "efterfrågad", "arranged": "ordnad", "unmanned": "ej bemannad"}


class Meeting(Record, frozen=True):
    """A meeting on its day. That it was held, cancelled or moved, and who came, is the core's to keep."""

    kind: Annotated[
        str,
        field(
            "Sort",
            column=True,
            min_length=1,
            max_length=60,
            help="Styrelsemöte, Medlemsmöte, Gruppmöte, Årsmöte eller föreningens egen.",
        ),
    ]
    day: Annotated[date, field("Dag", column=True)]
    starts: Annotated[time | None, field("Börjar", column=True)] = None
    ends: Annotated[time | None, field("Ska sluta")] = None
    sort: Annotated[Literal["ordinary", "extra"], field("Ordinarie eller extra", labels=SORTS)] = "ordinary"
    form: Annotated[Literal["physical", "digital", "hybrid"], field("Form", column=True, labels=FORMS)] = "physical"
    place: Annotated[str, field("Plats", column=True, max_length=200)] = ""
    link: Annotated[str, field("Videolänk", max_length=500)] = ""
    papers: Annotated[str, field("Mapp med handlingar", help="Länk till mappen.", max_length=500)] = ""
    ended: Annotated[time | None, field("Slutade", help="När mötet faktiskt slutade.")] = None
    units: Annotated[
        tuple[str, ...],
        field("Föreningar som var med", link="core.unit", help="De föreningar som hade någon på mötet."),
    ] = ()
    childcare: Annotated[
        Literal["none", "asked", "arranged", "unmanned"] | None,
        field("Barnpassning", labels=CARE, help="Tomt: ingen har frågat än."),
    ] = None
    note: Annotated[str, field("Anteckning", multiline=True)] = ""


SMALL_HOURS = time(6)
"""An end before this, of what begins after it, is the next morning's."""


def end_problem(start: time | None, end: time | None) -> str:
    """Why nothing that begins at `start` can end at `end`; "" when it can, or when either is unknown."""
    if start is None or end is None or end > start or end < SMALL_HOURS <= start:
        return ""
    return f"ska vara efter början, {start:%H.%M}; efter midnatt går det till 05.59"


def meeting_problems(meeting: Meeting) -> Mapping[str, str]:
    """An end needs its beginning and comes after it; a link is an address."""
    problems = {}
    if not slug(meeting.kind):
        problems["kind"] = "ska innehålla någon bokstav"
    if meeting.starts is None and (meeting.ends is not None or meeting.ended is not None):
        problems["starts"] = "behövs när sluttiden är satt"
    for name in ("ends", "ended"):
        if problem := end_problem(meeting.starts, getattr(meeting, name)):
            problems[name] = problem
    for name in ("link", "papers"):
        if (link := getattr(meeting, name)) and not link.startswith(("https://", "http://")):
            problems[name] = "ska börja med https://"
    return problems


class Item(Record, frozen=True):
    """A point of one meeting's agenda, or a standing point that this meeting leaves out, with the reason."""

    meeting: Annotated[str, field("Möte", column=True, link="meetings.meeting", min_length=1)]
    position: Annotated[int, field("Ordning", ge=0, le=1000, help="Lägst står först.")] = 100
    title: Annotated[str, field("Punkt", column=True, max_length=200)] = ""
    presenter: Annotated[str, field("Föredras av", column=True, link="core.role")] = ""
    text: Annotated[str, field("Underlag", multiline=True)] = ""
    papers: Annotated[str, field("Handlingar", help="Länk eller var de ligger.", max_length=500)] = ""
    drops: Annotated[str, field("Utgår", column=True, help="Den stående punkt som inte tas upp.", max_length=200)] = ""
    reason: Annotated[str, field("Varför den utgår", max_length=500)] = ""


def item_problems(item: Item) -> Mapping[str, str]:
    """A point either stands or falls, and one that falls says why."""
    if not item.title.strip() and not item.drops.strip():
        return {"title": "måste fyllas i"}
    if item.title and item.drops:
        return {"drops": "går inte ihop med en ny punkt; skriv två poster"}
    if item.drops and not item.reason.strip():
        return {"reason": "måste fyllas i: en stående punkt utgår inte utan skäl"}
    return {}


class Question(Record, frozen=True):
    """What a member wants taken up. Not who asked."""

    text: Annotated[str, field("Fråga", column=True, multiline=True, min_length=1, help="Skriv inte vem som frågar.")]
    asked: Annotated[date | None, field("Kom in", column=True, help="Tomt: dagen då frågan skrevs in.")] = None
    kind: Annotated[str, field("Tas upp på nästa", help="Sorts möte.", min_length=1, max_length=60)] = "Medlemsmöte"
    meeting: Annotated[
        str, field("Tas upp på", link="meetings.meeting", help="Ett bestämt möte. Tomt: det närmaste av sorten.")
    ] = ""
    answered: Annotated[date | None, field("Besvarad", column=True)] = None
    answer: Annotated[str, field("Svar", multiline=True)] = ""

    def came_in(self, today: date) -> date:
        """The day it was asked: the one that was written, or else the one it was first saved on."""
        if self.asked is not None:
            return self.asked
        return min(today, date.fromisoformat(self.created[:10])) if self.created else today


def question_problems(question: Question) -> Mapping[str, str]:
    if question.answered is not None and question.asked is not None and question.answered < question.asked:
        return {"answered": "ligger före dagen då frågan kom in"}
    return {}


DECISIONS = "beslut"
"""The series of all decisions."""


class Decision(Record, frozen=True):
    """A decision that somebody is to carry out by a day; the core ticks it off as it does any entry.

    `series` is the same for all: it names their entries ("beslut.2026-09-16") and what declares their area.
    """

    what: Annotated[str, field("Beslut", column=True, min_length=1, max_length=300)]
    due: Annotated[date, field("Klart senast", column=True)]
    meeting: Annotated[str, field("Möte", column=True, link="meetings.meeting")] = ""
    paragraph: Annotated[str, field("Paragraf", help="Till exempel § 7.", max_length=40)] = ""
    role: Annotated[str, field("Ansvarig", column=True, link="core.role")] = ""
    series: Annotated[str, field("Serie", hidden=True, machine=True)] = DECISIONS


class Need(Record, frozen=True):
    """A need of child care that was reported for a meeting. Erased for good 30 days after it."""

    meeting: Annotated[str, field("Möte", column=True, link="meetings.meeting", min_length=1)]
    ages: Annotated[str, field("Åldrar", column=True, min_length=1, max_length=60, help="Till exempel 3 och 6 år.")]
    children: Annotated[int, field("Antal barn", column=True, ge=1, le=50)] = 1
    allergies: Annotated[
        str,
        field(
            "Allergier",
            multiline=True,
            max_length=500,
            help="Känslig uppgift om hälsa: bara det som behövs, och inga namn. Raderas 30 dagar efter mötet.",
        ),
    ] = ""
    arranged: Annotated[bool, field("Ordnad", column=True)] = False


MEETING = RecordType(
    Meeting,
    "meetings.meeting",
    "möte",
    "möten",
    name_field="kind day",
    marks=(
        Mark("day", title="{kind}", starts="starts", ends="ends", place="place", series="kind", tags=("sort", "form")),
    ),
    validate=meeting_problems,
)
TYPES = (
    MEETING,
    RecordType(Item, "meetings.item", "dagordningspunkt", "dagordningspunkter", "title drops", validate=item_problems),
    RecordType(Question, "meetings.question", "medlemsfråga", "medlemsfrågor", "text", validate=question_problems),
    RecordType(
        Decision,
        "meetings.decision",
        "beslut",
        "beslut",
        "what",
        marks=(Mark("due", series="series", responsible="role", exported=False),),  # often about persons
    ),
    RecordType(
        Need,
        "meetings.need",
        "barnpassningsbehov",
        "barnpassningsbehov",
        "meeting ages",
        expires=Expiry("meeting.day", 30),
    ),
)
