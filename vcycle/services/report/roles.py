"""Who the association had: each role, how many held it, and their gender as they gave it; never a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vcycle.model.core import Holder, Person, Role
from vcycle.model.derived import Section
from vcycle.model.period import Period
from vcycle.services.workspace import Workspace

HEADER = ("Roll", "Innehavare", "Kvinnor", "Män", "Annat", "Uppgift saknas")
_ORDER = ("woman", "man", "other", None)


def roles(space: Workspace, period: Period) -> Iterator[Section]:
    """A row for each role; those that must be filled and were not, say so."""
    gender = {person.id: person.gender for person in space.store.find(Person)}
    holders = [h for h in space.store.find(Holder) if period.touches(h.since, h.until or date.max)]
    rows = [_row(role, [gender.get(h.person) for h in holders if h.role == role.id]) for role in space.store.find(Role)]
    if rows:
        text = "Hur många som hade varje roll under året. Kön är det som personerna själva har uppgett."
        yield Section(title="Roller", text=text, header=HEADER, rows=tuple(sorted(rows)))


def _row(role: Role, genders: list[str | None]) -> tuple[str, ...]:
    counts = Counter(genders)
    filled = str(len(genders)) if genders else "vakant" if role.required else "0"
    return (role.name, filled, *(str(counts[gender]) if counts[gender] else "" for gender in _ORDER))
