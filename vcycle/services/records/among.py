"""What is wrong with a record only beside the others: rules that would hang on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable

from vcycle.model.core import Activity, Goal, Series
from vcycle.model.records import Record
from vcycle.model.schedule import Offset
from vcycle.model.text import quoted
from vcycle.services.hanging import circles, series_hung_on


def unit_faults_among(record: Record, series: Iterable[Record]) -> dict[str, str]:
    """{field: Swedish sentence} for a goal that asks for kronor of a series in numbers, or numbers of one in kronor."""
    if not isinstance(record, Goal) or record.measure is None:
        return {}
    from vcycle.rules.measures.unit_faults import unit_faults  # measures are many modules, and only goals need them

    wrong = unit_faults(record.measure, {each.key: each.unit for each in series if isinstance(each, Series)})
    return {"measure": "; ".join(wrong)} if wrong else {}


def faults_among(record: Record, others: Iterable[Record]) -> dict[str, str]:
    """{field: Swedish sentence} for what `record` must not be while `others`, of the same type, are as they are."""
    if not isinstance(record, Activity) or not isinstance(record.schedule, Offset) or not record.series:
        return {}
    hanging = [a for a in others if isinstance(a, Activity) and a.id != record.id and isinstance(a.schedule, Offset)]
    if not any(record.series in series_hung_on(activity) for activity in hanging):
        return {}
    for loop in circles([record, *hanging]):
        if record in loop:
            at = loop.index(record)
            way = " → ".join(quoted(activity.title, 40) for activity in (*loop[at:], *loop[:at], record))
            return {"schedule": f"skulle hänga på sig själv och aldrig få något datum: {way}"}
    return {}
