"""argparse in Swedish: headings, usage and complaints."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from vcycle.errors import UsageError

# What argparse says, and how vcycle says it. Anything else is shown as it is.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"Här saknas: \1."),
    (r"unrecognized arguments: (.*)", r"Förstår inte: \1."),
    (r"argument (.*?): expected one argument", r"\1 ska följas av ett värde."),
    (r"argument (.*?): expected at least one argument", r"\1 ska följas av minst ett värde."),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 finns inte; välj bland \3."),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 går inte ihop med \2."),
    (r"one of the arguments (.*) is required", r"Välj ett av \1."),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 kan betyda \2."),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

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
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **options)
        self._positionals.title = "Argument"
        self._optionals.title = "Val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _SENTENCES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, sentence, message, flags=re.DOTALL)
                break
        raise UsageError(message, hint=f"”{self.prog} --help” visar hur det skrivs.")


def value(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """`parse` as an argparse type: its ValueError's own sentence is shown."""

    def read(text: str) -> Any:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read
