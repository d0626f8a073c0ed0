"""The steps around meetings as rules of the year: each hangs on a kind's series and follows every meeting of it.

A step that the plan has an activity of its own for is left to the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vcycle.api import Activity, Offset, Reader, slug
from vcycle_meetings.kinds import BOARD
from vcycle_meetings.practice import STEPS, Practice, Step, hangs_on, practices, step_of
from vcycle_meetings.records import DECISIONS, Decision, Meeting

Areas = tuple[str, ...]
EXTRA = ("extra",)
WHOSE = "Av tillägget Möten. Ändra tiden med mötesregeln för sorten."


def activities(store: Reader) -> Iterator[Activity]:
    """The steps of every kind that something in the year is of; a kind of which there is nothing gets none."""
    stored = store.find(Activity)
    there = {slug(meeting.kind) for meeting in store.find(Meeting)} | {a.series for a in stored}
    areas = {a.series: a.areas for a in reversed(stored) if a.series}
    said = {(series, step_of(a.series, a.title)) for a in stored for series in hangs_on(a)}
    for series, practice in practices(store).items():
        if series in there:
            missing = [step for step in wanted(practice) if (series, step.series) not in said]
            yield from (_activity(practice, step, areas.get(series, ())) for step in missing)
    if DECISIONS not in areas and (decisions := store.find(Decision)):
        yield _declared(decisions, {meeting.id: slug(meeting.kind) for meeting in store.find(Meeting)}, areas)


def _declared(decisions: Iterable[Decision], kinds: Mapping[str, str], areas: Mapping[str, Areas]) -> Activity:
    """What says where decisions belong: where the meetings do, and the board's where those of several kinds differ.

    One series has one area, so that decisions of a board and of its members cannot lie in two.
    """
    found = {areas.get(kinds.get(decision.meeting, BOARD), ()) for decision in decisions} - {()}
    own = found.pop() if len(found) == 1 else areas.get(BOARD, ())
    return Activity(id="meetings-beslut", title="Beslut att genomföra", areas=own, series=DECISIONS)


def wanted(practice: Practice) -> Iterator[Step]:
    """The steps that a kind of meeting has."""
    for step in STEPS:
        if practice.amounts.get(step.field) if step.field else practice.separate:
            yield step


def _activity(practice: Practice, step: Step, areas: tuple[str, ...]) -> Activity:
    """The rule of one step, in the areas that the plan has the meetings themselves in."""
    return Activity(
        id=f"meetings-{practice.series}-{step.series}",
        title=step.title.format(kind=small(practice.kind)),
        schedule=_schedule(practice.series, practice.amounts, step),
        areas=areas,
        series=step.series,
        description=WHOSE,
        exported=step.series != "barnpassning-anmalan",  # who needs child care is nobody else's business
    )


def _schedule(series: str, amounts: Mapping[str, str], step: Step) -> Offset:
    """Letters follow ordinary meetings only; what falls on a free day must be ready before it."""
    without = EXTRA if step.series == "medlemsbrev" else ()
    length = amounts.get(step.field, "")
    if step.before:
        return Offset((series,), before=length, without=without)
    return Offset((series,), after=length, without=without)


def small(kind: str) -> str:
    """The kind inside a sentence: "styrelsemöte", but "DS-möte"."""
    return kind[:1].lower() + kind[1:] if kind[1:] == kind[1:].lower() else kind
