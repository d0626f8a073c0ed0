"""Where each key of a TOML text stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
"""The way to a value: keys of tables and positions (from 0) in arrays, for example ("activities", 3, "schedule")."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t]+|\#[^\n]*)
    |(?P<line>\r?\n)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3}(?!\") | '{3}.*?'{3}(?!') | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
    |(?P<sign>[][{}=,.])
    |(?P<bare>[^][{}=,."'\#\s]+)""",
    re.VERBOSE | re.DOTALL,
)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line (from 1) of every key, table header and array item of `text`, which must be valid TOML."""
    return _Locator(list(_tokens(text))).document()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], line)
        line += match[0].count("\n")


_END = _Token("end", "", 0)


@dataclass
class _Locator:
    """Walks over the tokens once; `counts` holds the last position in each array of tables."""

    tokens: list[_Token]
    at: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    @property
    def now(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def take(self) -> _Token:
        token = self.now
        self.at += 1
        return token

    def skip_lines(self) -> None:
        while self.now.kind == "line":
            self.at += 1

    def document(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self.skip_lines()
        while self.now is not _END:
            if self.now.text == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip_lines()
        return self.lines

    def header(self) -> KeyPath:
        """The path of `[a.b]` or `[[a.b]]`; the latter begins a new item."""
        line = self.take().line
        is_item = self.now.text == "["
        self.at += is_item
        path: KeyPath = ()
        *parents, last = self.key()
        for part in parents:
            path = self.current((*path, part))
        path = (*path, last)
        self.lines.setdefault(path, line)
        if is_item:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = self.current(path)
        self.lines[path] = line
        self.at += 1 + is_item
        return path

    def current(self, path: KeyPath) -> KeyPath:
        """`path`, or its last item when it is an array of tables."""
        return (*path, self.counts[path]) if path in self.counts else path

    def key(self) -> list[str]:
        parts = [self.word()]
        while self.now.text == ".":
            self.at += 1
            parts.append(self.word())
        return parts

    def word(self) -> str:
        token = self.take()
        return tomllib.loads(f"k = {token.text}")["k"] if token.kind == "text" else token.text

    def pair(self, table: KeyPath) -> None:
        line = self.now.line
        path = table
        for part in self.key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.at += 1
        self.value(path)

    def value(self, path: KeyPath) -> None:
        if self.now.text in ("[", "{") and self.now.kind == "sign":
            self.nested(path)
            return
        while self.now is not _END and self.now.kind != "line" and self.now.text not in (",", "]", "}"):
            self.at += 1

    def nested(self, path: KeyPath) -> None:
        """The items of an array or the pairs of an inline table."""
        is_array = self.take().text == "["
        position = 0
        self.skip_lines()
        while self.now.text not in ("]", "}"):
            if is_array:
                self.lines[*path, position] = self.now.line
                self.value((*path, position))
            else:
                self.pair(path)
            position += 1
            self.skip_lines()
            self.at += self.now.text == ","
            self.skip_lines()
        self.at += 1
