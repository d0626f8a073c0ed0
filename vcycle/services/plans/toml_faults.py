"""Everything that is wrong with one TOML file, each fault with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vcycle.errors import InputError
from vcycle.model.text import printable, shorten
from vcycle.model.values import nearest
from vcycle.services.plans.toml_lines import KeyPath, key_lines


class Faults:
    """Collects what is wrong; lines are looked up only when something is."""

    def __init__(self, file: str, text: str, document: dict[str, Any]) -> None:
        self.file = file
        self._text = text
        self._document = document
        self._found: dict[tuple[KeyPath, str], None] = {}

    def add(self, path: KeyPath, sentence: str) -> None:
        """Note that what stands at `path` is wrong: `sentence` is Swedish, without the key."""
        self._found[path, sentence] = None

    def __len__(self) -> int:
        return len(self._found)

    def lines(self) -> list[str]:
        """ "fil.toml:12: activities.pizza.schedule: ..." for each fault, in the order of the file."""
        where = key_lines(self._text)
        found = sorted((_line(where, path), self._name(path), sentence) for path, sentence in self._found)
        return [f"{self.file}:{line}: {name}: {sentence}" for line, name, sentence in found]

    def _name(self, path: KeyPath) -> str:
        """The path in words people recognise: an item goes by its own key when it has one, else by its number."""
        at: Any = self._document
        words = []
        for part in path:
            at = at.get(part) if isinstance(at, dict) else at[part] if isinstance(part, int) else None
            own = at.get("key") if isinstance(part, int) and isinstance(at, dict) else None
            words.append(own if isinstance(own, str) and own else str(part + 1) if isinstance(part, int) else part)
        return ".".join(shorten(printable(word), 40) for word in words)


def _line(where: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of `path`, or of the nearest table around it that stands in the file."""
    while path and path not in where:
        path = path[:-1]
    return where.get(path, 1)


def shown(value: object) -> str:
    """`value` as a message may quote it."""
    if isinstance(value, int) and value.bit_length() > 64:  # Python refuses to write out the largest
        return "ett jättelikt tal"
    return f"”{shorten(printable(str(value)), 60)}”"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "; menade du ”schedule”?" with the nearest known word, or the list of what there is when it is short."""
    known = list(dict.fromkeys(known))
    near = nearest(word[:200], known, 1)
    if near:
        return f"; menade du {shown(near[0])}?"
    return f"; här finns {', '.join(shorten(printable(k), 40) for k in known)}" if 0 < len(known) <= 20 else ""


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


def _bytes(path: Path) -> bytes:
    name = shown(path)
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{name} är en mapp och ingen fil.") from None
    except OSError as error:
        if path.is_dir():
            raise InputError(f"{name} är en mapp och ingen fil.") from None
        missing = isinstance(error, FileNotFoundError)
        problem = "finns inte" if missing else f"går inte att läsa: {error.strerror}"
        raise InputError(f"{name} {problem}.") from None
    except ValueError:  # a null character in the path
        raise InputError(f"{name} finns inte.") from None


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
