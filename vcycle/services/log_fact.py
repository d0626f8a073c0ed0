"""The fact that a line of words says, as it would be noted."""

from __future__ import annotations

from collections.abc import Iterator

from vcycle.model.core import Log
from vcycle.model.period import Period
from vcycle.model.text import quoted
from vcycle.model.values import listed
from vcycle.services.counting import WORDS
from vcycle.services.log_people import about, without_names
from vcycle.services.logbook import fact_of, name_of
from vcycle.services.logline import Line
from vcycle.services.workspace import Workspace


def fact_from(space: Workspace, said: Line, *, new: bool) -> Log:
    """What `said` says as a fact, not yet saved, with ids instead of names; raises `InputError` as `fact_of` does."""
    series = name_of(space, said.series, new=new)
    return fact_of(
        space,
        series,
        day=said.day,
        new=new,
        amount=said.amount,
        is_money=None if said.amount is None else said.is_money,
        tags=about(space, series, said.tags, said.labels),
        note=without_names(space, said.note),
        **{name: said.people.get(name, 0) for name in WORDS},
    )


def remarks(space: Workspace, said: Line, fact: Log) -> Iterator[str]:
    """What somebody should know who has just noted a fact."""
    if names := [tag for tag in said.tags if tag not in fact.tags]:
        yield f"Namn sparas inte i fakta: {listed(map(quoted, names))} är noterad som personens id."
    if said.note != fact.note:
        yield "Namn sparas inte i fakta: i anteckningen står personens id."
    day = Period(fact.day, fact.day)
    for entry in space.entries(day):
        if entry.series == fact.series and entry.state == "held" and entry.start == fact.day:
            yield f"{quoted(entry.title)} är avbockat samma dag och räknas redan; nu räknas {fact.series} två gånger."
