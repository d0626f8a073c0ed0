"""The states of an entry as words and as signs, stretches of time, and how something new is called."""

from __future__ import annotations

from vcycle.model.derived import EntryState
from vcycle.model.records import RecordType
from vcycle.services.stretch import Part, Zoom

STATES: dict[EntryState, str] = {
    "planned": "planerat",
    "held": "genomfört",
    "moved": "flyttat",
    "cancelled": "inställt",
    "undated": "utan dag",
}
SIGNS: dict[EntryState, str] = {"planned": " ", "held": "✓", "moved": "→", "cancelled": "✗", "undated": "?"}
BY, SPAN = "≤", "–"
"""After a day: the last one that something undated can have, and the first one of several."""
TIMES: dict[Zoom | Part, str] = {"year": "år", "term": "termin", "month": "månad", "week": "vecka", "day": "dag"}
TIMES_AS_KNOWN: dict[Part, str] = {"month": "månaden", "week": "veckan", "day": "dagen"}


def new_of(kind: RecordType) -> str:
    """ "ny person", "nytt möte"."""
    return f"{'nytt' if is_neuter(kind.singular, kind.plural) else 'ny'} {kind.singular}"


def is_neuter(singular: str, plural: str) -> bool:
    """Whether a word is one with "ett", as far as its plural tells: "möten" and "beslut" are, "ledare" is not."""
    return plural == f"{singular}n" or (plural == singular and not singular.endswith("are"))
