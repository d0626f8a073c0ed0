"""Sections as text for a terminal, and as Markdown, JSON, PDF or PNG for a file."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vcycle.cli.parser import Parser
from vcycle.cli.session import encoded, say, say_lines, table
from vcycle.model.derived import Section
from vcycle.model.text import printable


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


def section_json(section: Section) -> dict[str, Any]:
    """A section in the shape that other programs rely on."""
    return {
        "title": section.title,
        "text": section.text or None,
        "header": list(section.header),
        "rows": [list(row) for row in section.rows],
        "plugin": section.plugin,
    }


FORMATS = ("md", "json", "pdf", "png")


def add_paper(parser: Parser) -> None:
    """Where sections go, and as what."""
    parser.add_argument("--format", choices=FORMATS, help="annars som filens namn slutar, eller Markdown")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv hit (annars till skärmen)")


def format_of(args: argparse.Namespace) -> str:
    """The format that was asked for, or that the file's name ends with; Markdown otherwise."""
    suffix = (args.output or "").rpartition(".")[2].lower()
    return str(args.format or (suffix if suffix in FORMATS else "md"))


def written(title: str, sections: Sequence[Section], about: Mapping[str, Any], wanted: str) -> bytes:
    """Sections in one of `FORMATS`; JSON begins with `about`."""
    if wanted == "json":
        return encoded({**about, "sections": [section_json(section) for section in sections]}) + b"\n"
    if wanted in ("pdf", "png"):
        from vcycle.services.paper import sections_on_paper

        return sections_on_paper(title, sections, "pdf" if wanted == "pdf" else "png")
    return markdown(title, sections).encode()


def markdown(title: str, sections: Iterable[Section]) -> str:
    """A whole document; what people wrote is text in it, never markup."""
    parts = [f"# {_plain(title)}", *(part for section in sections for part in _parts(section))]
    return "\n\n".join(parts) + "\n"


def _parts(section: Section) -> Iterable[str]:
    yield f"## {_plain(section.title)}"
    if section.text:
        yield "\n\n".join(_plain(line) for line in section.text.split("\n") if line.strip())
    if section.rows:
        header = section.header or ("",) * len(section.rows[0])
        yield "\n".join((_row(header), _row(("---",) * len(header)), *map(_row, section.rows)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join('---' if cell == '---' else _plain(cell) for cell in cells)} |"


_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~!])")


def _plain(text: str) -> str:
    """`text` on one line, with every sign that Markdown would obey escaped."""
    return _MARKUP.sub(r"\\\1", printable(text.strip()))
