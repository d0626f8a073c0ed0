"""What phones have seen of an event: a number and a time that only rise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

import msgspec

from vcycle.calendar.event import TIMING
from vcycle.model.core import UNSURE, Floor, Ledger

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def entered(old: Ledger | None, uid: str, lines: Sequence[str], now: str, floor: Floor) -> Ledger:
    """The ledger record of the event with these content lines; `old` itself when they have not changed.

    `now` is the real time in UTC ("2026-11-20T12:00:00Z"). A clock that was set back never makes a time fall. `floor`
    is for what the ledger does not know for sure: phones may have seen it before a rescue.
    """
    digest, timing = _digest(lines), _digest([line for line in lines if line.startswith(TIMING)])
    if old is None:
        modified = max(now, floor.modified)
        return Ledger(id=uid, digest=digest, timing=timing, sequence=floor.sequence, modified=modified)
    if old.digest == digest:
        return old
    least = floor if old.digest == UNSURE else Floor()
    return msgspec.structs.replace(
        old,
        digest=digest,
        timing=timing,
        sequence=max(old.sequence + (old.timing != timing), least.sequence),
        modified=max(now, _second_after(old.modified), least.modified),
    )


def stamps(entry: Ledger) -> tuple[str, str, str]:
    """The content lines that only the ledger knows. DTSTAMP is the time of the change, never that of the export."""
    utc = entry.modified.replace("-", "").replace(":", "")
    return f"DTSTAMP:{utc}", f"LAST-MODIFIED:{utc}", f"SEQUENCE:{entry.sequence}"


def _digest(lines: Sequence[str]) -> str:
    return blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def _second_after(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).strftime(_TIME)
