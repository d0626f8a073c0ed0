"""`vcycle log`: one fact, in seconds, by options or in one line of words."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from msgspec.structs import replace

from vcycle.cli.counting import add_counts, counts
from vcycle.cli.days import understood
from vcycle.cli.parser import Parser, day, parse_words, value
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE, UsageError
from vcycle.model.core import Goal, Log
from vcycle.model.values import parse_tags
from vcycle.services.counting import WORDS
from vcycle.services.log_fact import fact_from, remarks
from vcycle.services.logbook import found_series, note
from vcycle.services.logline import Line, amount_of, parts_of, read_line, told
from vcycle.services.workspace import Workspace

EXAMPLE = 'vcycle log "insändare; SN; 4 mars; kvinna; klimat"\n  vcycle log medlemmar 87 --date 2026-01-01'


def arguments(parser: Parser) -> None:
    parser.add_argument("series", metavar="SERIE", help="vad som gjordes, till exempel insandare, eller en hel rad")
    words = "dag, antal eller belopp, kvinna/man, etiketter och anteckning, i vilken ordning som helst"
    parser.add_argument("words", metavar="ORD", nargs="*", default=[], help=words)
    parser.add_argument("--new", action="store_true", help="serien är ny")
    parser.add_argument("--date", metavar="DAG", type=day, help="när (annars i dag)")
    parser.add_argument("--amount", metavar="N", type=value(amount_of), help="hur många, eller kronor: ”4 500 kr”")
    parser.add_argument(
        "--tag", metavar="ORD", type=value(_tags), action="extend", default=[], help="etikett; kan stå flera gånger"
    )
    add_counts(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    args.date = understood(args.date, session, guess="past")
    space = session.workspace()
    line = _with_options(read_line(_parts(space, [args.series, *args.words]), session.today), args)
    fact = note(space, fact_from(space, line, new=args.new))
    tell(f"Noterat: {told(line, fact.series, fact.day)}. Ångra med ”vcycle undo”.")
    for remark in remarks(space, line, fact):
        tell(remark)
    for sentence in _goals(space, fact):
        tell(sentence)
    return DONE


def _parts(space: Workspace, words: list[str]) -> list[str]:
    """The parts of what was typed: of a line without semicolons by its words, when the first of them name a series."""
    text = words[0].strip() if len(words) == 1 else ""
    if " " in text and ";" not in text and not found_series(space, text):
        from vcycle.services.logline_help import parts_in  # only such a line needs it

        parts = parts_in(space, text)
        if found_series(space, parts[0]):
            return parts
    return parts_of(words)


def _with_options(line: Line, args: argparse.Namespace) -> Line:
    """The line with what the options say; a day or an amount may be said in one way only."""
    given = counts(args)
    amount, is_money = args.amount or (line.amount, line.is_money)
    for option, said, written in (("--date", args.date, line.day), ("--amount", args.amount, line.amount)):
        if said is not None and written is not None:
            raise UsageError(f"{option} står redan bland orden.")
    return replace(
        line,
        day=args.date or line.day,
        amount=amount,
        is_money=is_money,
        people={name: line.people.get(name, 0) + given[name] for name in WORDS},
        tags=tuple(dict.fromkeys((*line.tags, *args.tag))),
        labels=(*line.labels, *args.tag),
        note="; ".join(filter(None, (line.note, given["note"]))),
    )


def _goals(space: Workspace, fact: Log) -> Iterable[str]:
    """Where the goals that count the fact stand now."""
    if all(goal.measure is None for goal in space.store.find(Goal)):
        return ()
    from vcycle.services.goals_asking import told_of  # measures are many modules, and only goals need them

    return told_of(space, fact)


def _tags(text: str) -> tuple[str, ...]:
    return parse_tags(parse_words(text))
