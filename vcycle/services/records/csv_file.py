"""CSV files as spreadsheets write and read them: encodings, separators, quotes, and cells that look like formulas."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vcycle.disk import write_whole, writing
from vcycle.errors import InputError, StorageError, os_reason

_SEPARATORS = ";,\t"
# What a spreadsheet takes for a formula, after any apostrophes that already guard it.
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_NO_TEXT = {
    b"PK\x03\x04": "ett kalkylblad eller en zip-fil",
    b"\xd0\xcf\x11\xe0": "ett äldre kalkylblad",
    b"%PDF": "en PDF",
    b"\x89PNG": "en bild",
    b"\xff\xd8\xff": "en bild",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file's content. Rows carry the number that a spreadsheet shows; empty ones are left out.

    `notice` is a Swedish sentence when the encoding had to be guessed.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notice: str = ""


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if re.match(f"'*{_FORMULA}", text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return cell[1:] if re.match(f"'+{_FORMULA}", cell) else cell


def write_sheet(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Put the rows in `path` at once, readable by its owner only: UTF-8 with a mark and semicolons, as Excel wants.

    Raises `StorageError` when it cannot be written, or would replace a file that is no CSV file.
    """
    if path.is_dir():
        raise StorageError(f"{path} är en mapp.", hint="Skriv också vad filen ska heta, till exempel personer.csv.")
    if path.exists() and path.suffix.lower() != ".csv":
        raise StorageError(f"{path} finns redan och är ingen csv-fil.", hint="Välj ett namn som slutar på .csv.")
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    with writing(path):
        write_whole(path, text.getvalue().encode("utf-8-sig"))


def read_sheet(path: Path, is_column: Callable[[str], bool]) -> Sheet:
    """The CSV file at `path`; `is_column` knows a heading, which tells the separator. Raises `InputError`."""
    text, notice = _decoded(_content(path), path)
    if separator := re.match(r"sep=([;,\t|])(?:\r\n|\n|\r)", text):
        text = text[separator.end() :]
    delimiter = separator[1] if separator else _separator(text, is_column)
    with _any_length():
        rows = list(_rows(text, delimiter, path))
    if not rows:
        raise InputError(f"{path} är tom.", hint="Första raden ska vara rubriker, till exempel namn;e-post.")
    (_, header), *rest = rows
    if any("\0" in cell for cell in header):
        raise _not_csv(path, "något annat än text")
    return Sheet(header, tuple(rest), notice)


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(f"{path} är ingen vanlig fil.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} {os_reason(error)}.") from error


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    """The text of a file, and a notice when its encoding had to be guessed."""
    for start, what in _NO_TEXT.items():
        if content.startswith(start):
            raise _not_csv(path, what)
    try:
        return content.decode(_encoding(content)), ""
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf-16"):
            raise InputError(f"{path} är skadad: den börjar som UTF-16 men går inte att läsa så.") from error
    notice = f"{path.name} är inte i UTF-8 och lästes som Windows-1252. Kontrollera å, ä och ö."
    try:
        return content.decode("cp1252"), notice
    except UnicodeDecodeError:
        return content.decode("latin-1"), notice


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content[1:2] == b"\0" != content[:1]:
        return "utf-16-le"
    if content[:1] == b"\0" != content[1:2]:
        return "utf-16-be"
    return "utf-8-sig"


def _not_csv(path: Path, what: str) -> InputError:
    return InputError(
        f"{path} är {what}, inte en csv-fil.", hint="Öppna den i kalkylprogrammet och välj Spara som CSV först."
    )


def _separator(text: str, is_column: Callable[[str], bool]) -> str:
    """What separates the cells: that which gives the most known headings, else the most headings."""

    def score(delimiter: str) -> tuple[int, int]:
        header = next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)), [])
        return sum(is_column(cell) for cell in header), len(header)

    with _any_length():
        return max(_SEPARATORS, key=score)


def _rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if any(cell.strip() for cell in row):
                yield number, tuple(unguarded(cell) for cell in row)
    except csv.Error as error:
        message = f"{path}: citattecknen på rad {number + 1} går inte ihop."
        raise InputError(message, hint='Ett citattecken inne i en text skrivs dubbelt: "".') from error


@contextmanager
def _any_length() -> Iterator[None]:
    """Let cells be longer than the csv module allows for the time of a reading."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
