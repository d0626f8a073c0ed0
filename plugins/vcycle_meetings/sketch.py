"""A layout under the hands of somebody: what is written in the fields, and the days moved and left out since. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from vcycle.api import Context, InputError, describe
from vcycle_meetings.layout import Layout, Slot
from vcycle_meetings.wishes import LayOut, proposed

FIELDS = {spec.name: spec for spec in describe(LayOut)}


class Sketch(Struct, frozen=True):
    """`texts` are by field of `LayOut`; `days` and `dropped` are by the day that was proposed first."""

    texts: Mapping[str, str]
    days: dict[date, date] = {}
    dropped: frozenset[date] = frozenset()

    @property
    def touched(self) -> bool:
        """Whether anything was moved or left out by hand."""
        return bool(self.days or self.dropped)

    def layout(self, context: Context) -> Layout:
        """What it comes to now; what was done to days that are no longer proposed is forgotten. Raises InputError."""
        layout = proposed(context, self._asked())
        for slot in [slot for slot in layout.slots if slot.new]:
            if slot.first in self.days:
                layout = layout.moved(slot.first, self.days[slot.first])
            if slot.first in self.dropped:
                layout = layout.toggled(slot.first)
        return layout

    def _asked(self) -> LayOut:
        values, problems = {}, []
        for name, text in self.texts.items():
            try:
                values[name] = FIELDS[name].parse(text)
            except ValueError as error:
                problems.append(f"{FIELDS[name].label}: {error}.")
        if problems:
            raise InputError(problems[0])
        return LayOut(**values)

    def written(self, name: str, text: str) -> Sketch:
        """With another text in a field."""
        return replace(self, texts={**self.texts, name: text})

    def shifted(self, layout: Layout, slot: Slot, step: int) -> Sketch:
        """With a new meeting `step` days later, past the days that have one already. Raises InputError."""
        day = slot.day + timedelta(step)
        taken = {other.day for other in layout.slots if other is not slot and not other.dropped}
        while day in taken:
            day += timedelta(1 if step > 0 else -1)
        return self.put(layout, slot, day)

    def put(self, layout: Layout, slot: Slot, day: date) -> Sketch:
        """With a new meeting on that day. Raises InputError for one that it cannot have."""
        layout.moved(slot.first, day)
        days = {first: to for first, to in self.days.items() if first != slot.first}
        return replace(self, days=days if day == slot.first else {**days, slot.first: day})

    def toggled(self, layout: Layout, slot: Slot) -> Sketch:
        """With a new meeting left out, or taken back. Raises InputError for one that is there already."""
        layout.toggled(slot.first)
        return replace(self, dropped=self.dropped ^ {slot.first})
