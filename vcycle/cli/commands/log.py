"""`vcycle log`: one fact, in seconds."""

from __future__ import annotations

import argparse

from vcycle.cli.counting import add_counts, counts
from vcycle.cli.parser import Parser, day, parse_words, value
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.model.values import parse_integer, parse_tags
from vcycle.services.logbook import log

EXAMPLE = "vcycle log insandare --date 2026-03-04 --tag SN --women 1"


def arguments(parser: Parser) -> None:
    parser.add_argument("series", metavar="SERIE", help="vad som gjordes, till exempel insandare")
    parser.add_argument("--new", action="store_true", help="serien är ny")
    parser.add_argument("--date", metavar="DAG", type=day, help="när (annars i dag)")
    parser.add_argument("--amount", metavar="N", type=value(parse_integer), default=1, help="hur många (annars 1)")
    parser.add_argument(
        "--tag", metavar="ORD", type=value(_tags), action="extend", default=[], help="etikett; kan stå flera gånger"
    )
    add_counts(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    tags = tuple(dict.fromkeys(args.tag))
    fact = log(
        session.workspace(), args.series, day=args.date, new=args.new, amount=args.amount, tags=tags, **counts(args)
    )
    tell(f"Noterat: {fact.series} {fact.day}. Ångra med ”vcycle undo”.")
    return DONE


def _tags(text: str) -> tuple[str, ...]:
    return parse_tags(parse_words(text))
