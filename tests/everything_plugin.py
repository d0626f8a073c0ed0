"""A plugin with a field of every kind."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

from vcycle.api import Record, RecordType, Schedule, field, hookimpl

VCYCLE_API = 1


class Everything(Record, frozen=True):
    name: Annotated[str, field("Namn", column=True, min_length=1)]
    text: Annotated[str, field("Text", multiline=True, help="Så långt som behövs.")] = ""
    count: Annotated[int, field("Antal", column=True, ge=0)] = 1
    share: Annotated[Decimal | None, field("Andel")] = None
    fee: Annotated[int | None, field("Avgift", column=True, money=True)] = None
    open: Annotated[bool, field("Öppen", column=True)] = True
    day: Annotated[date | None, field("Dag", column=True)] = None
    hour: Annotated[time | None, field("Klockan")] = None
    sort: Annotated[Literal["a", "b"] | None, field("Sort", labels={"a": "stor", "b": "liten"})] = None
    tags: Annotated[tuple[str, ...], field("Etiketter")] = ()
    role: Annotated[str, field("Roll", column=True, link="core.role")] = ""
    people: Annotated[tuple[str, ...], field("Personer", link="core.person")] = ()
    rule: Annotated[Schedule | None, field("När")] = None
    secret: Annotated[str, field("Dold", hidden=True)] = "x"


@hookimpl
def vcycle_record_types() -> list[RecordType]:
    return [RecordType(Everything, "everything.all", "sak av allt", "saker av allt")]
