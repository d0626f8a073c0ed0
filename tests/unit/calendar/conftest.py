"""A strict reader of RFC 5545, written from the RFC alone: it forgives nothing and shares no code with the export."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

CONTENT_LINE = re.compile(
    r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:[^\x00-\x1f\";:,]+|\"[^\x00-\x1f\"]*\"))*):(.*)", re.DOTALL
)
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
ESCAPE = re.compile(r"\\(.)")


@dataclass
class Component:
    """A component with its properties in order: (name, {parameter: value}, raw value)."""

    name: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        return [value for found, _, value in self.properties if found == name]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value

    def parameters(self, name: str) -> dict[str, str]:
        (found,) = [parameters for other, parameters, _ in self.properties if other == name]
        return found

    def text(self, name: str) -> str:
        return unescaped(self.one(name))

    def of(self, name: str) -> list["Component"]:
        return [component for component in self.components if component.name == name]


def unescaped(value: str) -> str:
    """A TEXT value (RFC 5545 3.3.11) as people read it."""
    assert TEXT.fullmatch(value), f"not escaped once: {value!r}"
    return ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def content_lines(content: bytes) -> list[str]:
    """The unfolded lines (RFC 5545 3.1)."""
    assert not content.startswith(b"\xef\xbb\xbf"), "a byte order mark"
    assert content.endswith(b"\r\n"), "the last line is not ended"
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert b"\r" not in line, "a bare CR"
        assert b"\n" not in line, "a bare LF"
        assert 0 < len(line) <= 75, f"{len(line)} octets: {line!r}"
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", line.decode()), f"a control character: {line!r}"
    assert not physical[0].startswith((b" ", b"\t")), "a continuation of nothing"
    unfolded: list[str] = []
    for line in physical:
        if line.startswith((b" ", b"\t")):
            unfolded[-1] += line.decode()[1:]
        else:
            unfolded.append(line.decode())
    return unfolded


def parsed(content: bytes) -> Component:
    """The one VCALENDAR of a file."""
    root = Component("")
    open_components = [root]
    for line in content_lines(content):
        match = CONTENT_LINE.fullmatch(line)
        assert match, f"not a content line: {line!r}"
        name, parameters, value = match.groups()
        if name == "BEGIN":
            made = Component(value)
            open_components[-1].components.append(made)
            open_components.append(made)
        elif name == "END":
            assert open_components.pop().name == value
        else:
            assert not open_components[-1].components, f"{name} after a component"
            pairs = (pair.split("=", 1) for pair in parameters.split(";")[1:])
            open_components[-1].properties.append((name, dict(pairs), value))
    assert open_components == [root], "a component without its END"
    (calendar,) = root.components
    assert calendar.name == "VCALENDAR"
    assert calendar.components, "a calendar without components (RFC 5545 3.6)"
    return calendar


@pytest.fixture(scope="session")
def strict() -> Callable[[bytes], Component]:
    """Reads a calendar file, or fails with what RFC 5545 does not allow."""
    return parsed
