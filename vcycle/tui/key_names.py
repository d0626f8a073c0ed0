"""Keys as people read and write them: `ctrl+o` is ^O, `question_mark` is ?, and some that no terminal sends."""

from __future__ import annotations

import re
from string import ascii_lowercase

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, key_to_character

from vcycle.model.text import quoted
from vcycle.model.values import did_you_mean

NAMES = {
    "right": "→",
    "left": "←",
    "down": "↓",
    "up": "↑",
    "tab": "Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "enter": "⏎",
    "escape": "Esc",
    "space": "mellanslag",
    "backspace": "backsteg",
    "delete": "Del",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
_WALKING = ("right", "left", "down", "up", "pagedown", "pageup", "home", "end")
_SENT = (
    *NAMES,
    "shift+tab",
    *(f"{held}+{key}" for held in ("ctrl", "shift") for key in _WALKING),
    *(f"ctrl+{letter}" for letter in ascii_lowercase),
)
"""What every terminal can send, beside letters and signs."""
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
"""Keys that reach a program as another one."""
_WRITTEN_OUT = {"tab": "Tab", "enter": "Enter", "backspace": "backsteg", "escape": "Esc"}
_OTHER_NAMES = {
    **{name.casefold(): key for key, name in NAMES.items()},
    "esc": "escape",
    "return": "enter",
    "blanksteg": "space",
}


def key_name(key: str) -> str:
    """ "ctrl+q" -> "^Q", "right" -> "→", "full_stop" -> "."."""
    if key.startswith("ctrl+"):
        return f"^{NAMES.get(key[5:], key[5:].upper())}"
    if key.startswith("shift+"):
        return f"⇧{NAMES.get(key[6:], key[6:].upper())}"
    return NAMES.get(key) or _sign(key) or key


def is_written(key: str) -> bool:
    """Whether it is a letter or a sign where somebody writes."""
    return bool(_sign(key))


def _sign(key: str) -> str:
    """ "question_mark" -> "?"; nothing for a key that writes nothing."""
    character = key_to_character(REPLACED_KEYS.get(key, key)) or ""
    return character if character.isprintable() else ""


def read_keys(text: object) -> str:
    """Keys with commas between, as Textual names them; raises ValueError that says which is none."""
    if not isinstance(text, str):
        raise ValueError(f"ska vara en text inom citattecken, inte {quoted(text)}")
    keys = [_read_key(part.strip()) for part in text.split(",")]
    return ",".join(dict.fromkeys(keys))


def _read_key(text: str) -> str:
    if not text:
        raise ValueError("en tangent saknas; ett kommatecken skrivs ”comma”")
    if len(text) == 1 and text.isprintable() and text not in _OTHER_NAMES:
        return _named(text)
    key = _with_held_key(text)
    _refuse_same(text, key)
    if key in _SENT or ((sign := _sign(key)) and _named(sign) == key):
        return key
    raise ValueError(_why(key, text) or f"tangenten {quoted(text)} finns inte{did_you_mean(key, _SENT)}")


def _named(character: str) -> str:
    """ "?" -> "question_mark", as Textual has it."""
    return "comma" if character == "," else next(iter(Binding.make_bindings([Binding(character, "")]))).key


def _with_held_key(text: str) -> str:
    """ "^O" and "Ctrl-O" -> "ctrl+o", "⇧PgUp" -> "shift+pageup"."""
    key = re.sub("^⇧", "shift+", re.sub(r"^\^(?=.)", "ctrl+", text.casefold()))
    held = re.match(r"(?:(?:ctrl|shift|alt)[-+])*", key)
    end = held.end() if held else 0
    return key[:end].replace("-", "+") + _OTHER_NAMES.get(key[end:], key[end:])


def _refuse_same(text: str, key: str) -> None:
    if key == "ctrl+c":
        raise ValueError("Ctrl+C kopierar, och avbryter i andra program; välj en annan")
    if same := _SAME.get(key):
        other = f"skriv ”{same}” om det är den du menar, annars välj en annan"
        raise ValueError(f"{quoted(text)} är i en terminal samma tangent som {_WRITTEN_OUT[same]}; {other}")


def _why(key: str, text: str) -> str:
    """Why a key that is on the keyboard does not reach a program in a terminal."""
    if re.fullmatch(r"shift\+[^\W\d_]", key):
        return f"{quoted(text)} skrivs ”{key[-1].upper()}”"
    if re.fullmatch(r"(ctrl\+|shift\+|alt\+)+.+|f[0-9]+", key):
        return f"{quoted(text)} kan terminaler inte skicka; Ctrl går med a–z och pilar, Alt inte alls, F1 till F12 går"
    return ""
