"""The calendar file of a year, and the ledger of what phones have seen."""

from __future__ import annotations

from vcycle.calendar.export import Export, export
from vcycle.model.core import Ledger
from vcycle.model.records import utc_now
from vcycle.services.workspace import Workspace


def export_year(space: Workspace, year: int) -> Export:
    """The iCalendar file of an activity year. The ledger is saved first: a phone never sees what vcycle forgets."""
    entries = space.entries(space.years.year(year))
    seen = {line.id: line for line in space.store.find(Ledger)}
    made = export(entries, seen, name=space.settings.name, now=utc_now(), floor=space.store.calendar_floor)
    if made.ledger:
        with space.store.transaction("Skrev kalenderfil") as transaction:
            for line in made.ledger:
                transaction.put(line)
    return made


AFTER = (
    "Skicka filen till telefonen, till exempel med e-post, och öppna den där.",
    "Det som sedan ändras kommer inte med; läses filen in igen kan allt bli dubbelt.",
)
"""What to do with the file, and what to know of it."""
