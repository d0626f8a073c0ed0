"""All that a plugin may import of vcycle; what is named here stays as it is for as long as `VCYCLE_API` is 1.

`Struct` is msgspec's, for the class of a plugin's settings.
"""

from msgspec import Struct

from vcycle.errors import VcycleError
from vcycle.hooks.spec import hookimpl
from vcycle.model.context import Context
from vcycle.model.core import Activity, Area, Goal, Holder, Log, Person, Role, Unit
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.fields import field
from vcycle.model.period import Period, Years
from vcycle.model.records import Document, Mark, Record, RecordType
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly
from vcycle.model.store import Reader
from vcycle.rules.swedish import (
    election_day,
    eve,
    is_free,
    iso_week,
    long_date,
    plain_date,
    red_day,
    short_date,
    week_label,
)

__all__ = [
    "Activity",
    "Area",
    "Context",
    "Dates",
    "Document",
    "Entry",
    "Fact",
    "Finding",
    "Goal",
    "Holder",
    "Log",
    "Mark",
    "Months",
    "Offset",
    "Period",
    "Person",
    "Reader",
    "Record",
    "RecordType",
    "Recur",
    "Role",
    "Schedule",
    "Section",
    "Struct",
    "Unit",
    "VcycleError",
    "Window",
    "Yearly",
    "Years",
    "election_day",
    "eve",
    "field",
    "hookimpl",
    "is_free",
    "iso_week",
    "long_date",
    "plain_date",
    "red_day",
    "short_date",
    "week_label",
]
