"""Meetings as they stand in the year: the entry, its record if it has one, how its kind is done, and its steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from vcycle.api import Context, Entry, Period, plain_date
from vcycle_meetings.kinds import EXTRA
from vcycle_meetings.practice import Practice, practices, step_of
from vcycle_meetings.records import Meeting

AROUND = 190
"""Days around a period in which the steps of its meetings are looked for."""


class Occasion(Struct, frozen=True):
    """One meeting. `steps` are by the name of the step; what a rule of the activity plan gives has no `record`."""

    entry: Entry
    practice: Practice
    record: Meeting | None = None
    steps: dict[str, Entry] = {}

    @property
    def day(self) -> date:
        assert self.entry.start is not None
        return self.entry.start

    @property
    def kind(self) -> str:
        return self.practice.kind

    @property
    def title(self) -> str:
        """What it is called in a list: "Styrelsemöte", or "Styrelsemöte (extra)"."""
        return f"{self.entry.title} (extra)" if self.extra and not self.practice.extra else self.entry.title

    @property
    def name(self) -> str:
        """ "Styrelsemöte 12 mars 2026"."""
        return f"{self.entry.title} {plain_date(self.day)}"

    @property
    def extra(self) -> bool:
        """Whether it is no ordinary meeting, by its record or by the name of its kind."""
        return self.practice.extra or EXTRA in self.entry.tags

    @property
    def held(self) -> bool:
        return self.entry.state == "held"

    @property
    def cancelled(self) -> bool:
        return self.entry.state == "cancelled"

    @property
    def to_come(self) -> bool:
        """Whether nobody has said that it was held or cancelled."""
        return not self.held and not self.cancelled


def occasions(context: Context, period: Period) -> list[Occasion]:
    """The dated meetings of `period`, cancelled ones too, by day."""
    return assembled(context, context.entries(period.widened(AROUND)), period)


def assembled(context: Context, entries: Iterable[Entry], period: Period) -> list[Occasion]:
    """The meetings of `period` among `entries`, which should hold their steps too."""
    entries = list(entries)
    kinds = practices(context.store)
    records = {meeting.id: meeting for meeting in context.store.find(Meeting)}
    steps: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.anchor and (name := step_of(entry.series, entry.title)):
            steps.setdefault(entry.anchor, {})[name] = entry
    found = [entry for entry in entries if entry.series in kinds and entry.start is not None]
    return sorted(
        (
            Occasion(entry, kinds[entry.series], records.get(entry.record), steps.get(entry.id, {}))
            for entry in found
            if entry.touches(period)
        ),
        key=lambda occasion: (occasion.day, occasion.entry.title, occasion.entry.id),
    )
