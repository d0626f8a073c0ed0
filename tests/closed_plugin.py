"""A plugin whose records lie in a data file of their own, which nobody has opened."""

from __future__ import annotations

from typing import Annotated

from vcycle.api import Record, RecordType, field, hookimpl

VCYCLE_API = 1


class Candidate(Record, frozen=True):
    name: Annotated[str, field("Namn", column=True)] = ""


@hookimpl
def vcycle_record_types() -> list[RecordType]:
    return [RecordType(Candidate, "closed.candidate", "kandidat", "kandidater", store="beredning")]
