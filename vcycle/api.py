"""All that a plugin may import of vcycle; what is named here stays as it is for as long as `VCYCLE_API` is 1.

`Struct` is msgspec's, for the class of a plugin's settings.
"""

from msgspec import Struct

from vcycle.errors import InputError, NotFound, VcycleError
from vcycle.hooks.spec import hookimpl
from vcycle.model.context import Context
from vcycle.model.core import Activity, Area, Goal, Holder, Log, Person, Role, Unit
from vcycle.model.derived import Entry, Fact, Finding, Section
from vcycle.model.fields import describe, field
from vcycle.model.offers import Answer, Command, Desk, ScreenType
from vcycle.model.period import Period, Years
from vcycle.model.records import Document, Expiry, Mark, Record, RecordType
from vcycle.model.schedule import Dates, Months, Offset, Recur, Schedule, Window, Yearly
from vcycle.model.store import Reader
from vcycle.model.text import printable, slug
from vcycle.rules.schedules import Occurrence, occurrences
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
    "Answer",
    "Area",
    "Command",
    "Context",
    "Dates",
    "Desk",
    "Document",
    "Entry",
    "Expiry",
    "Fact",
    "Finding",
    "Goal",
    "Holder",
    "InputError",
    "Log",
    "Mark",
    "Months",
    "NotFound",
    "Occurrence",
    "Offset",
    "Period",
    "Person",
    "Reader",
    "Record",
    "RecordType",
    "Recur",
    "Role",
    "Schedule",
    "ScreenType",
    "Section",
    "Struct",
    "Unit",
    "VcycleError",
    "Window",
    "Yearly",
    "Years",
    "describe",
    "election_day",
    "eve",
    "field",
    "hookimpl",
    "is_free",
    "iso_week",
    "long_date",
    "occurrences",
    "plain_date",
    "printable",
    "red_day",
    "short_date",
    "slug",
    "week_label",
]
