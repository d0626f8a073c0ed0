"""What came of the plan's goals, area by area: the promise, where it stands, how it was counted, the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from vcycle.model.derived import Section
from vcycle.rules.measures import number_text
from vcycle.services.goals import Standing, readings
from vcycle.services.goals_shown import by_area, evidence, state_words
from vcycle.services.report.evidence import Evidence, ranges
from vcycle.services.workspace import Workspace

HEADER = ("Mål", "Läge", "Resultat", "Hur det gick", "Året före", "Underlag")
BEFORE = HEADER.index("Året före")
NOTHING_SAID = "ingen räknar det"


class GoalsTold(NamedTuple):
    """The sections, and the standings that they are about in the same order."""

    sections: tuple[Section, ...]
    standings: tuple[Standing, ...]


def goals(space: Workspace, year: int, cited: Evidence) -> GoalsTold:
    """A summary, then a section for each area; what is not reached, or cannot be decided, says so."""
    areas = by_area(space, year)
    standings = tuple(standing for found in areas.values() for standing in found)
    if not standings:
        return GoalsTold((), ())
    before = {standing.goal.id: standing for standing in readings(space, year - 1)} if _known(space, year - 1) else {}
    told = tuple(_area(space, year, name, found, before, cited) for name, found in areas.items())
    return GoalsTold((_summary(standings), *told), standings)


def _known(space: Workspace, year: int) -> bool:
    """Whether anything can have been noted in that year."""
    first = space.years.first
    return first is None or year >= first


def _summary(standings: Sequence[Standing]) -> Section:
    counts = Counter(state_words(standing) for standing in standings)
    rows = tuple((words, str(count)) for words, count in counts.most_common())
    text = "Vad det blev av planens mål. Det som inte går att avgöra räknas varken som uppfyllt eller ej uppnått."
    return Section(title="Målen i korthet", text=text, header=("Läge", "Antal mål"), rows=rows)


def _area(
    space: Workspace, year: int, name: str, found: list[Standing], before: dict[str, Standing], cited: Evidence
) -> Section:
    rows = [_row(space, year, standing, before.get(standing.goal.id), cited) for standing in found]
    header: tuple[str, ...] = HEADER
    if not any(row[BEFORE] for row in rows):
        header, rows = _without(HEADER), [_without(row) for row in rows]
    return Section(title=f"Mål: {name}", header=header, rows=tuple(rows))


def _row(space: Workspace, year: int, standing: Standing, before: Standing | None, cited: Evidence) -> tuple[str, ...]:
    goal, reading = standing
    how = reading.reason if goal.measure is not None else NOTHING_SAID
    facts = ranges(cited.cite(evidence(space, standing, year)))
    return goal.text, state_words(standing), _result(standing), how, _earlier(before), facts


def _result(standing: Standing) -> str:
    """ "43 % (mål 50 %)"; nothing where nothing is measured."""
    reading = standing.reading
    if reading.value is None:
        return ""
    value = number_text(reading.value, reading.unit)
    return value if reading.target is None else f"{value} (mål {number_text(reading.target, reading.unit)})"


def _earlier(before: Standing | None) -> str:
    """How the same goal stood at the end of the year before; nothing when nobody knew."""
    if before is None or before.goal.measure is None or not before.reading.evidence:
        return ""
    return before.reading.reason


def _without(cells: tuple[str, ...]) -> tuple[str, ...]:
    return (*cells[:BEFORE], *cells[BEFORE + 1 :])
