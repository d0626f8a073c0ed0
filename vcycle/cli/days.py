"""Days on the command line, understood once it is known which day is today, and what they may be counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from vcycle.cli.parser import SaidDay, parse_day
from vcycle.cli.session import Session, tell
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.values import parse_date

if TYPE_CHECKING:
    from vcycle.rules.day_saying import Guess
    from vcycle.services.records.directory import Directory


def understood(
    said: SaidDay | None,
    session: Session,
    around: date | None = None,
    *,
    guess: Guess = "coming",
    since: date | None = None,
) -> date | None:
    """The day that an option says, as `read_day` has it; None when the option was not given.

    A day in words is said back on stderr. Raises `UsageError` for what is no day.
    """
    if said is None:
        return None
    try:
        if is_whole(said.text):
            return parse_day(said.text)
        from vcycle.rules.days_in_words import read_day
        from vcycle.rules.swedish import whole_date
        from vcycle.services.days import anchors

        found = read_day(
            said.text,
            session.today,
            around,
            lambda: anchors(session.opened or session.workspace(), around),
            guess=guess,
            since=since,
        )
    except ValueError as error:
        said.refuse(str(error))
    tell(f"{said.option}: {whole_date(found)}")
    return found


def say_back(fields: Iterable[FieldSpec], texts: Mapping[str, str], directory: Directory) -> None:
    """How each field's day that was not written whole was understood, on stderr."""
    from vcycle.rules.swedish import whole_date

    for spec in fields:
        text = texts.get(spec.name, "").strip()
        if spec.kind is Kind.DATE and text and not is_whole(text):
            tell(f"{spec.label}: {whole_date(directory.value(spec, text))}")


def is_whole(text: str) -> bool:
    """Whether a day is written whole, year and all, so that nothing need be said about it."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
