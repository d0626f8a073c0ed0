"""Sections as text for a terminal, as Markdown for a file, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from vcycle.cli.session import say, say_lines, table
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
