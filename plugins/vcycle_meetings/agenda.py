"""The draft of an agenda, made of what is kept: standing points, the meeting's own, questions, what was decided before.

A standing point is there unless a record says that this meeting leaves it out, and why; then the draft says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from vcycle.api import Context, Entry, NotFound, Period, Role, Section, Struct, plain_date, slug
from vcycle_meetings.kinds import body
from vcycle_meetings.occasions import Occasion
from vcycle_meetings.records import Decision, Item, Meeting, Question

OPENING = "Mötets öppnande"
APPROVAL = "Godkännande av dagordningen"
CLOSING = "Mötets avslutande"


class Point(Struct, frozen=True):
    """One line of an agenda: `why` says where it comes from, `papers` where what belongs to it lies."""

    title: str
    why: str = ""
    papers: str = ""


class Agenda(Struct, frozen=True):
    """The points in their order, and the standing ones that are left out with their reasons."""

    points: tuple[Point, ...]
    dropped: tuple[tuple[str, str], ...] = ()


def draft(context: Context, occasion: Occasion) -> Agenda:
    """The agenda of a meeting as it stands today."""
    items = items_of(context, occasion)
    gone = {slug(item.drops): item.reason for item in items if item.drops}
    standing = [Point(title, "stående punkt") for title in occasion.practice.standing if slug(title) not in gone]
    own = [_own(item, lambda id_: role_name(context, id_)) for item in items if item.title]
    points = (
        Point(OPENING),
        Point(APPROVAL),
        *standing,
        *own,
        *_questions(context, occasion),
        *_returning(context, occasion),
        Point(CLOSING),
    )
    dropped = tuple((t, gone[slug(t)]) for t in occasion.practice.standing if slug(t) in gone)
    return Agenda(points, dropped)


def items_of(context: Context, occasion: Occasion) -> list[Item]:
    """What was written down for the agenda of this meeting, in its order."""
    items = context.store.find(Item, meeting=occasion.record.id) if occasion.record else []
    return sorted(items, key=lambda item: (item.position, item.id))


def _own(item: Item, role: Callable[[str], str]) -> Point:
    return Point(item.title, f"föredras av {role(item.presenter)}" if item.presenter else "", item.papers)


def _questions(context: Context, occasion: Occasion) -> Iterator[Point]:
    for question in open_questions(context):
        if meant_for(question, occasion, context.today):
            came_in = plain_date(question.came_in(context.today))
            yield Point(f"Fråga från medlem: {one_line(question.text)}", f"kom in {came_in}")


def open_questions(context: Context) -> list[Question]:
    """The questions that nobody has answered, the oldest first."""
    found = [question for question in context.store.find(Question) if question.answered is None]
    return sorted(found, key=lambda question: (question.came_in(context.today), question.id))


def meant_for(question: Question, occasion: Occasion, today: date) -> bool:
    """Whether a question is to be taken up at this meeting; at an extra one only when it was meant for that."""
    if question.meeting:
        return occasion.record is not None and question.meeting == occasion.record.id
    series = slug(question.kind)
    fits = series == occasion.practice.series or (body(series) == occasion.practice.body and not occasion.extra)
    return fits and question.came_in(today) <= occasion.day


def _returning(context: Context, occasion: Occasion) -> Iterator[Point]:
    """Decisions that are not carried out, of earlier meetings of those who meet here."""
    for decision, entry in unfinished(context, Period(context.years.begins, occasion.day)):
        if comes_back(context, decision, occasion):
            role = role_name(context, decision.role) if decision.role else ""
            who = f", ansvarig: {role}" if role else ""
            yield Point(
                f"Uppföljning: {decision.what}", f"skulle vara klart {plain_date(entry.start or decision.due)}{who}"
            )


def comes_back(context: Context, decision: Decision, occasion: Occasion) -> bool:
    """Whether a decision is followed up at this meeting: only by those who made it, for it may be theirs alone to know.

    One whose meeting is not said, or is gone, is the board's.
    """
    made = meeting_of(context, decision)
    if made is None:
        return occasion.practice.of_board
    earlier = occasion.record is None or made.id != occasion.record.id
    return earlier and body(slug(made.kind)) == occasion.practice.body


def meeting_of(context: Context, decision: Decision) -> Meeting | None:
    """The meeting that made a decision; None when nobody has said, or it is gone."""
    try:
        return context.store.get(Meeting, decision.meeting) if decision.meeting else None
    except NotFound:
        return None


def unfinished(context: Context, period: Period) -> list[tuple[Decision, Entry]]:
    """The decisions whose last day lies in `period` and that nobody has ticked off, by day."""
    decisions = {decision.id: decision for decision in context.store.find(Decision) if decision.due in period}
    if not decisions:
        return []
    days = [decision.due for decision in decisions.values()]
    entries = context.entries(Period(min(days), max(days)))
    found = [(decisions[e.record], e) for e in entries if e.record in decisions and e.state in ("planned", "moved")]
    return sorted(found, key=lambda pair: (pair[0].due, pair[0].id))


def role_name(context: Context, role_id: str) -> str:
    """The name of a role; "" for one that is gone."""
    try:
        return context.store.get(Role, role_id).name
    except NotFound:
        return ""


def one_line(text: str) -> str:
    return " ".join(text.split())


def sections(agenda: Agenda, occasion: Occasion) -> Iterator[Section]:
    """The draft to be read, and what it leaves out."""
    papers = f"Handlingar: {occasion.record.papers}" if occasion.record and occasion.record.papers else ""
    yield Section(
        title=f"Dagordning (utkast), {occasion.name}",
        text=papers,
        header=("Nr", "Punkt", "Varför", "Handlingar"),
        rows=tuple(numbered(agenda.points)),
    )
    if agenda.dropped:
        yield Section(title="Stående punkter som utgår", header=("Punkt", "Skäl"), rows=agenda.dropped)


def numbered(points: Iterable[Point]) -> Iterator[tuple[str, ...]]:
    for number, point in enumerate(points, 1):
        yield str(number), point.title, point.why, point.papers
