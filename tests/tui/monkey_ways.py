"""What a monkey at the keyboard knows: words and keys, and a way to every screen."""

from __future__ import annotations

from typing import Any, NamedTuple

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöÅÄÖ0123456789 .,;:-+=*?!'\"()[]{}%&#@<>|~^\\"
WALKING = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "enter", "space", "delete",
    "backspace", "ctrl+u", "ctrl+k", "ctrl+a", "ctrl+w", "ctrl+z", "ctrl+left", "ctrl+right", "shift+left", "f1", "f5",
    "shift+end", "ctrl+v", "ctrl+x", "ctrl+c", "ctrl+n", "ctrl+s",
)  # fmt: skip
TEXTS = (
    "14 mars", "+1", "-1", "tisdag", "v 12", "en vecka senare", "3 mån före årsmötet", "2026-03-25", "18.30", "1,5",
    "5 kvinnor 3 män", "styrelsemöte", "medlemmar; 570", "4 500 kr", "minst 3 medlemsmöten per termin", "åäö ÅÄÖ",
    "Åsa Öberg", "[/red]", "[b]fet", "👩‍👧", "a\u202eb", "\u0301", "=1+1", "19121212-1212", "x.pdf", "år.txt", "y.ics",
    "z.svg", "0", "99999999999999999999", "hela året", "vår = 01-01 – 06-30", "sista to i mars", "31 februari", "ja",
    "x" * 600, "ord " * 120, "rad\nnästa rad\n", "\t", "{name}", "%s", "årsmöte", "29 februari", "9999-12-31",
)  # fmt: skip


class Action(NamedTuple):
    """What was done: its kind, a method of `Monkey`, and what that is given."""

    kind: str
    what: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        return f"Action({self.kind!r}, {self.what!r})"


def keys(*names: str) -> Action:
    """One key after the other, each answered before the next."""
    return Action("keys", names)


HOME = Action("home")
WAYS: dict[str, tuple[Action, ...]] = {
    "AnotherDay": (
        Action("deed", ("Lägg ut en termins möten",)),
        Action("focus", ("kind",)),
        keys("right"),
        Action("focus", ("days",)),
        Action("until", ("AnotherDay", "down", "enter", "")),
    ),
    "AnswerScreen": (Action("deed", ("Vilka som kallas",)), keys("ctrl+s")),
    "BaselineDialog": (Action("goal", ("baseline",)),),
    "BegunForm": (Action("todo", ("Role",)),),
    "ColumnsDialog": (keys("3", "right", "k"),),
    "CommandForm": (Action("deed", ("Lägg till punkt på dagordningen",)),),
    "Conflicting": (keys("3", "right", "enter", "x"), Action("rival"), keys("ctrl+s")),
    "Discard": (keys("ctrl+l", "a", "b", "escape"),),
    "DoneDialog": (Action("until", ("DoneDialog", "tab", "d", "escape")),),
    "EntryDialog": (keys("home", "tab", "enter"),),
    "FieldDialog": (keys("3", "right", "f"),),
    "FillDialog": (keys("3", "right", "f", "enter"),),
    "FileDialog": (Action("deed", ("Skriv ut året",)),),
    "GoalDialog": (keys("2", "enter"),),
    "GoalsScreen": (keys("2"),),
    "HelpDialog": (keys("question_mark"),),
    "HistoryScreen": (Action("deed", ("Historik: vem gjorde vad, och när",)),),
    "KeysDialog": (keys("3", "question_mark"),),
    "KeysList": (Action("deed", ("Visa och byt tangenter",)),),
    "LogDialog": (keys("ctrl+l"),),
    "MoveDialog": (keys("home", "tab", "m"),),
    "NumberDialog": (Action("goal", ("number",)),),
    "OpenDialog": (Action("deed", ("Läs in från ett kalkylblad",)), keys("enter")),
    "Palette": (keys("ctrl+p"),),
    "PluginPage": (keys("5", "end", "enter"),),
    "RecordForm": (keys("3", "right", "enter"),),
    "Refusal": (Action("sheet"), keys("3", "right"), Action("deed", ("Läs in från ett kalkylblad",)), keys("enter")),
    "RegisterScreen": (keys("3"),),
    "Removal": (keys("3", "right", "x"),),
    "ReportScreen": (keys("4"),),
    "SearchDialog": (keys("slash", *"möte"),),
    "SettingsForm": (keys("5", "home", "enter"),),
    "SettingsScreen": (keys("5"),),
    "StepDialog": (keys("home", "tab", "c"),),
    "StepTold": (Action("deed", ("Historik: vem gjorde vad, och när",)), keys("enter")),
    "TodoDialog": (keys("a"),),
    "TrashScreen": (Action("deed", ("Papperskorgen",)),),
    "Unsaved": (keys("3", "right", "n", *"ab", "escape"),),
    "Waiting": (Action("deed", ("Lägg upp nästa verksamhetsår",)),),
    "WheelScreen": (),
    "WordsDialog": (Action("goal", ("",)),),
}
"""From the wheel to each screen and dialog; plugins' own screens are found by what they offer."""
