"""The states of an entry as words and as signs."""

from __future__ import annotations

from vcycle.model.derived import EntryState

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
