"""`vcycle cancel`: one entry cancelled, for a reason."""

from __future__ import annotations

import argparse

from vcycle.cli.entries import add_entry, add_step, open_and_find, show_or_save
from vcycle.cli.parser import Parser, parse_words, value
from vcycle.cli.session import Session
from vcycle.services import moving

EXAMPLE = "vcycle cancel medlemsmote.2026-05 --reason 'Lokalen är stängd'"


def arguments(parser: Parser) -> None:
    add_entry(parser)
    parser.add_argument("--reason", metavar="SKÄL", type=value(_reason), required=True, help="varför; står i kalendern")
    add_step(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    space, entry = open_and_find(args, session)
    return show_or_save(args, space, moving.cancel(space, entry, args.reason))


def _reason(text: str) -> str:
    if not text.strip():
        raise ValueError("skriv varför det ställs in")
    return parse_words(text)
