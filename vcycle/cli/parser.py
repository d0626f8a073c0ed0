"""argparse in Swedish: headings, usage and complaints."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from vcycle.errors import UsageError
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.model.text import printable
from vcycle.model.values import nearest, parse_date, parse_integer, parse_text, refuse_broken, said

# What argparse says (3.11 to 3.14), and how vcycle says it. Anything else is shown as it is.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"Här saknas: \1."),
    (r"unrecognized arguments: (.*)", r"Förstår inte: \1."),
    (r"argument (.*?): expected one argument", r"\1 ska följas av ett värde."),
    (r"argument (.*?): expected at least one argument", r"\1 ska följas av minst ett värde."),
    (r"argument (.*?): ignored explicit argument .*", r"\1 ska inte ha något värde."),
    (
        r"argument (.*?): invalid choice: (.*?)(?:, maybe you meant .*)? \(choose from (.*)\)",
        r"\1: \2 finns inte; välj bland \3.",
    ),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 går inte ihop med \2."),
    (r"one of the arguments (.*) is required", r"Välj ett av \1."),
    (r"argument (.*?): (.*)", r"\1: \2."),
)


_WIDTH = 80


def as_is(text: str) -> str:
    """`text` where argparse would fill in what stands after a %."""
    return text.replace("%", "%%")


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help for 80 columns, in Swedish. With a width of its own argparse need not ask the terminal for each argument."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=_WIDTH)

    def _format_text(self, text: str) -> str:
        """A paragraph, in which a % is a %; argparse would fill in the program's name."""
        return super()._format_text(text.replace("%", "%%") if "%(prog)" in text else text)

    def _fill_text(self, text: str, width: int, indent: str) -> str:  # noqa: ARG002 - argparse's own signature
        """Whole paragraphs within the width; indented lines, which are lists and examples, as they are."""
        import textwrap  # only help needs it

        lines = (line if line.startswith("  ") else textwrap.fill(line, width) for line in text.split("\n"))
        return "\n".join(lines)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Användning: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Swedish and raises `UsageError` instead of leaving the program."""

    def __init__(self, **options: Any) -> None:
        example = options.pop("example", "")
        options.setdefault("epilog", f"Exempel:\n  {example}" if example else None)
        super().__init__(add_help=False, formatter_class=Formatter, allow_abbrev=False, **options)
        self.example = example.partition("\n")[0]
        self.color = False  # Python 3.14 would colour the help, and FORCE_COLOR even in a pipe
        self._positionals.title = "Argument"
        self._optionals.title = "Val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")
        add_everywhere(self, argparse.SUPPRESS)

    def print_help(self, file: Any = None) -> None:
        """As argparse's own, which hides that the disk is full; a plugin's words may stand in it."""
        print(printable(self.format_help(), newline="\n"), end="", file=file)

    def error(self, message: str) -> NoReturn:
        example = f"Till exempel: {self.example}\n" if self.example else ""
        raise UsageError(in_swedish(message), hint=f"{example}”{self.prog} --help” visar hur det skrivs.")

    def refuse(self, words: Sequence[str]) -> NoReturn:
        """Say that `words` mean nothing here, and which option the first of them resembles."""
        name = words[0].partition("=")[0]
        near = nearest(name, self._option_string_actions, 1) if name.startswith("--") else []
        hint = f"Menade du {near[0]}? " if near else ""
        what = said(" ".join(words))
        raise UsageError(f"Förstår inte: {what}", hint=f"{hint}”{self.prog} --help” visar hur det skrivs.")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's own, but nothing is left over: it is refused here, where the options are known."""
        read, left = super().parse_known_args(args, namespace)
        if left:
            self.refuse(left)
        return read, left

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """As argparse's own, but a day waits: --today may stand after it."""
        if action.type is day:
            return SaidDay(arg_string, self, action)
        return super()._get_value(action, arg_string)


def add_everywhere(parser: argparse.ArgumentParser, default: Any) -> None:
    """The options that may stand before the command, after it, and after each part of it."""
    group = parser.add_argument_group("Överallt")
    group.add_argument("--data", metavar="MAPP", default=default, help="föreningens mapp (eller VCYCLE_DATA)")
    group.add_argument(
        "--today", metavar="ÅÅÅÅ-MM-DD", type=value(parse_day), default=default, help="räkna som om det var den dagen"
    )
    group.add_argument("--as", dest="who", metavar="NAMN", default=default, help="vem du är i historiken")
    group.add_argument(
        "--without", metavar="TILLÄGG", action="append", default=default, help="låt ett tillägg vara av den här gången"
    )
    group.add_argument("--safe", action="store_true", default=default, help="låt alla tillägg vara av den här gången")


def in_swedish(message: str) -> str:
    """What argparse said, in Swedish."""
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(sentence)
    return message


def value(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """`parse` as an argparse type: its ValueError's own sentence is shown."""

    def read(text: str) -> Any:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def number(low: int, high: int) -> Callable[[str], int]:
    """An argparse type: a whole number from `low` to `high`."""

    def parse(text: str) -> int:
        found = parse_integer(text)
        if not low <= found <= high:
            raise ValueError(f"ska vara mellan {low} och {high}, inte {found}")
        return found

    return value(parse)


def parse_day(text: str) -> date:
    """A day that vcycle counts with; raises ValueError."""
    day = parse_date(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{said(text)} ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}")
    return day


def parse_words(text: str) -> str:
    """Free text as it is stored; raises ValueError for bytes that are none."""
    refuse_broken(text)
    return parse_text(text)


class SaidDay:
    """A day as an option says it, which `vcycle.cli.days` understands."""

    def __init__(self, text: str, parser: argparse.ArgumentParser, action: argparse.Action) -> None:
        self.text = text
        self._parser = parser
        self._action = action

    @property
    def option(self) -> str:
        """What it is called: "--from", "DAG"."""
        return "/".join(self._action.option_strings) or str(self._action.metavar)

    def refuse(self, sentence: str) -> NoReturn:
        """Complain as about any other wrong value of the option."""
        self._parser.error(str(argparse.ArgumentError(self._action, sentence)))


def day(text: str) -> date:
    """An argparse type for a day in any words; its values are `SaidDay`s."""
    return parse_day(text)


words = value(parse_words)
year = number(FIRST_YEAR, LAST_YEAR)
