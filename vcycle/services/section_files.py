"""Sections for others: as Markdown, JSON, PDF or PNG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from vcycle.model.derived import Section
from vcycle.model.text import printable

FORMATS = ("md", "json", "pdf", "png")


def format_of_name(name: str) -> str | None:
    """The format that a file's name ends with."""
    suffix = name.rpartition(".")[2].lower()
    return suffix if suffix in FORMATS else None


def written(title: str, sections: Sequence[Section], about: Mapping[str, Any], wanted: str) -> bytes:
    """Sections in one of `FORMATS`; JSON begins with `about`."""
    if wanted == "json":
        return encoded({**about, "sections": [section_json(section) for section in sections]}) + b"\n"
    if wanted in ("pdf", "png"):
        from vcycle.services.paper import sections_on_paper

        return sections_on_paper(title, sections, "pdf" if wanted == "pdf" else "png")
    return markdown(title, sections).encode()


def section_json(section: Section) -> dict[str, Any]:
    """A section in the shape that other programs rely on."""
    return {
        "title": section.title,
        "text": section.text or None,
        "header": list(section.header),
        "rows": [list(row) for row in section.rows],
        "plugin": section.plugin,
    }


def encoded(value: Any) -> bytes:
    """`value` as UTF-8 JSON; what a terminal might obey is written as \\u escapes."""
    made = msgspec.json.format(msgspec.json.encode(value), indent=2)
    if not made.isascii() or b"\x7f" in made:
        made = re.sub(_OBEYED, lambda found: f"\\u{ord(found[0]):04x}", made.decode()).encode()
    return made


# Control characters that JSON leaves as they are, and marks that turn the direction of a line.
_OBEYED = "[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"


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
