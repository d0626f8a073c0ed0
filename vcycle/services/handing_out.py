"""What is made for others, and its way to a file: the year as a picture or in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from vcycle.disk import write_whole
from vcycle.errors import StorageError, os_reason
from vcycle.model.text import quoted
from vcycle.services.wheel_year import WholeYear

YearKind = Literal["text", "svg", "pdf", "png"]
YEAR_KINDS: tuple[YearKind, ...] = ("text", "svg", "pdf", "png")

_FOR_OTHERS = 0o666
"""The mode of files that are no secret; the system's umask takes from it."""


def year_content(page: WholeYear, kind: YearKind) -> bytes:
    """A year as the bytes of a file. Takes a second for "pdf" and "png", and needs nothing but `page`."""
    if kind == "text":
        from vcycle.services.wheel_text import year_sentences

        return "\n".join([*year_sentences(page), ""]).encode()
    from vcycle.services.wheel_paper import year_svg  # sentences need no geometry

    picture = year_svg(page)
    if kind == "svg":
        return picture.encode()
    from vcycle.services.paper import picture_on_paper

    return picture_on_paper(f"Årshjul {page.label}", picture, kind)


def write(content: bytes, target: Path) -> None:
    """Put the whole file in place at once: a phone that reads it meanwhile sees the old one or the new.

    Others may read it, a web server for instance. What is no plain file, such as a pipe or /dev/null, is written to.
    """
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            write_whole(target.resolve(), content, _FOR_OTHERS)
    except OSError as error:
        raise StorageError(f"Filen är inte skriven: {quoted(target)} {os_reason(error)}.") from error
