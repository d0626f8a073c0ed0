"""TOML files that people write: read with every fault of the syntax in Swedish, and the values that several hold."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from vcycle.errors import InputError, os_reason
from vcycle.model.period import month_day
from vcycle.model.text import printable, quoted


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it says; raises `InputError` with the line when it is none."""
    data = _bytes(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line, problem = data.count(b"\n", 0, error.start) + 1, "filen är inte UTF-8; spara den som UTF-8"
    except RecursionError:
        line, problem = 1, "listor eller tabeller ligger för djupt i varandra"
    except tomllib.TOMLDecodeError as error:
        line, problem = _syntax(str(error), data.rstrip().count(b"\n") + 1)
    except ValueError:  # Python refuses to read numbers of more than some thousand digits
        digits = re.search(rb"[0-9_]{4000}", data)
        line, problem = data.count(b"\n", 0, digits.start() if digits else 0) + 1, "talet är för långt"
    name = printable(path.name)
    raise InputError(f"{name} går inte att läsa; inget är inläst.", problems=[f"{name}:{line}: {problem}"])


_LARGEST = 10_000_000  # bytes; a plan has some ten thousand, and some files never end


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(f"{quoted(path)} {os_reason(error)}.") from None
    except ValueError:  # a null character in the path
        raise InputError(f"{quoted(path)} finns inte.") from None
    if len(data) > _LARGEST:
        raise InputError(f"{quoted(path)} är för stor för att vara en plan eller inställningar.")
    return data


_SYNTAX = {
    "Expected '=' after a key": "efter nyckeln ska det stå =; namn med å, ä, ö eller mellanslag ska ha citattecken",
    "Cannot overwrite a value": "nyckeln står två gånger",
    "Cannot declare": "tabellen står två gånger, eller är redan något annat",
    "Unterminated string": "citattecknet i slutet saknas",
    "Illegal character": "ett styrtecken eller en radbrytning står inne i texten; citattecknet i slutet saknas kanske",
    "Invalid statement": "raden börjar inte med en nyckel eller [tabell]; nycklar med å, ä, ö ska ha citattecken",
    "Invalid value": "värdet går inte att läsa; text ska stå inom citattecken",
    "Unclosed array": "listan saknar sin avslutande ]",
    "Unclosed inline table": "tabellen saknar sin avslutande }",
    "Expected newline or end": "det står något mer efter värdet; listor ska ha [ ] och text citattecken",
    "Expected ']": "] saknas efter tabellens namn",
    "Invalid date": "datumet finns inte i kalendern",
    "Unescaped '\\'": "omvänt snedstreck i text skrivs \\\\",
}


def _syntax(message: str, last_line: int) -> tuple[int, str]:
    """The line of a syntax error and what it means; the parser's messages are English."""
    place = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    reason = next((swedish for start, swedish in _SYNTAX.items() if message.startswith(start)), "")
    line = int(place[1]) if place else last_line
    column = f" (tecken {place[2]})" if place else ""
    return line, f"raden följer inte formatet TOML{column}{': ' if reason else ''}{reason}"


def as_date(value: Any) -> date:
    """A date that was written as one; raises ValueError with a Swedish sentence, as all of these do."""
    if type(value) is not date:  # a datetime is a date to isinstance
        raise ValueError(f"ska vara ett datum utan citattecken, till exempel 2017-03-25, inte {quoted(value)}")
    return value


def as_month_day(value: Any) -> str:
    """A day of every year, "MM-DD"."""
    try:
        if not isinstance(value, str) or not re.fullmatch("[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        month_day(value, 2024)
    except ValueError:
        raise ValueError(f'{quoted(value)} är ingen dag på året; skriv månad och dag, till exempel "01-31"') from None
    return value


def as_span(value: Any) -> tuple[str, str]:
    """First and last day of a term or window; two empty texts are the whole activity year."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f'ska vara första och sista dagen, till exempel ["01-01", "06-30"], inte {quoted(value)}')
    return ("", "") if value == ["", ""] else (as_month_day(value[0]), as_month_day(value[1]))
