"""A plugin of one record type, with a marked date that is warned about ten days ahead."""

from datetime import date
from typing import Annotated

from vcycle.api import Mark, Record, RecordType, field, hookimpl

VCYCLE_API = 1


class Thing(Record, frozen=True):
    name: Annotated[str, field("Namn", column=True)] = ""
    first: Annotated[date | None, field("Första dagen")] = None
    last: Annotated[date | None, field("Sista dagen")] = None


THING = RecordType(
    Thing, "things.thing", "sak", "saker", marks=(Mark("first", "last", title="Sista dag: {name}", warn=10),)
)


@hookimpl
def vcycle_record_types() -> list[RecordType]:
    return [THING]
