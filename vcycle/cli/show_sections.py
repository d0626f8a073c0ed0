"""Sections as text for a terminal, and the options that say to which file they go."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from vcycle.cli.parser import Parser
from vcycle.cli.session import say, say_lines, table
from vcycle.model.derived import Section
from vcycle.services.section_files import FORMATS, format_of_name


def print_sections(sections: Iterable[Section]) -> None:
    """Each with its title, its text and its table, a blank line between."""
    for number, section in enumerate(sections):
        if number:
            say()
        say(section.title)
        if section.text:
            say(section.text)
        header = (section.header,) if section.header else ()
        say_lines(f"  {line}" for line in table([*header, *section.rows]))


def add_paper(parser: Parser) -> None:
    """Where sections go, and as what."""
    parser.add_argument("--format", choices=FORMATS, help="annars som filens namn slutar, eller Markdown")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def format_of(args: argparse.Namespace) -> str:
    """The format that was asked for, or that the file's name ends with; Markdown otherwise."""
    return str(args.format or format_of_name(args.output or "") or "md")
