"""From the words on the command line to a command, and from an error to a sentence and an exit code."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, Protocol, TextIO, cast

from msgspec import Struct

from vcycle import __version__, errors, paths
from vcycle.cli.parser import Formatter, Parser, add_everywhere, in_swedish, parse_day
from vcycle.cli.session import Session, say, silence, tell
from vcycle.errors import UsageError, VcycleError
from vcycle.model.text import normal, quoted
from vcycle.model.values import listed, meant


class CommandModule(Protocol):
    """What a command's module has: its arguments, and what it does (returning an exit code)."""

    EXAMPLE: str

    def arguments(self, parser: Parser) -> None: ...

    def run(self, args: argparse.Namespace, session: Session) -> int: ...


class Command(Struct, frozen=True):
    """One command: its name, its help in a line, and the module that is imported when it is used."""

    name: str
    help: str
    module: str
    shows_problems: bool = False
    """Whether the command itself says which plugins failed."""

    def load(self) -> CommandModule:
        return cast(CommandModule, importlib.import_module(f"vcycle.cli.commands.{self.module}"))


COMMANDS = (
    Command("demo", "öppna årshjulet på en påhittad förening", "demo"),
    Command("init", "gör en ny förening, gärna från en verksamhetsplan", "init"),
    Command("plan", "lista, granska och läs in verksamhetsplaner", "plan"),
    Command("chain", "lägg till steg före och efter ett datum, och se om tiden räcker", "chain"),
    Command("dates", "ta in datum som myndigheter bestämmer, och ändra dem", "dates"),
    Command("list", "visa vad som sker under en period", "list"),
    Command("find", "sök i allt: tillfällen, aktiviteter, personer …", "find"),
    Command("next", "visa vad som kommer närmast", "next"),
    Command("wheel", "skriv årshjulet som meningar eller som bild", "wheel"),
    Command("move", "flytta ett tillfälle, med allt som hänger på det", "move"),
    Command("cancel", "ställ in ett tillfälle", "cancel"),
    Command("done", "bocka av ett tillfälle som genomfört", "done"),
    Command("explain", "förklara varför ett tillfälle har sitt datum", "explain"),
    Command("goals", "visa målen, hur långt de har kommit och vad de bygger på", "goals"),
    Command("check", "visa vad som behöver uppmärksamhet", "check", shows_problems=True),
    Command("log", "notera att något gjordes", "log"),
    Command("report", "skriv verksamhetsberättelsen, så långt året har kommit", "report"),
    Command("year", "lägg upp nästa verksamhetsår från reglerna", "year"),
    Command("record", "visa, lägg till och ändra aktiviteter, mål, personer …", "record"),
    Command("export", "skriv en kalenderfil", "export"),
    Command("shortcuts", "visa vad tangenterna gör i årshjulet, och vad det heter i inställningarna", "shortcuts"),
    Command("plugins", "visa, slå på och stäng av tillägg", "plugins", shows_problems=True),
    Command("undo", "ångra det senaste", "undo"),
    Command("redo", "gör om det som ångrades", "redo"),
    Command("history", "visa vem som gjorde vad och när", "history"),
    Command("backup", "visa och återställ säkerhetskopior", "backup"),
    Command("doctor", "undersök hur föreningens data mår", "doctor", shows_problems=True),
)


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns the exit code. Every error ends with a sentence on stderr."""
    _open_streams()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except VcycleError as error:
        return _complain(error)
    except BrokenPipeError:
        silence(sys.stdout)
        return errors.DONE
    except KeyboardInterrupt:
        tell("Avbrutet. Ingenting halvt har sparats.")
        return 130
    except OSError as error:
        silence(sys.stdout)
        return _complain(_disk_error(error))
    return code


def _open_streams() -> None:
    """UTF-8 whatever the locale says: Swedish must come out right over a plain SSH line too.

    A stream that was closed (`>&-`) swallows what it is given; Python would print errors on stdout instead.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _run(argv: Sequence[str]) -> int:
    args, rest = _globals().parse_known_args(argv)
    if rest and not args.help and args.command is None:
        _overall().refuse(rest)
    if args.version:
        say(f"vcycle {__version__}")
        return errors.DONE
    if args.command is None:
        if args.help:
            say(_overall().format_help().rstrip())
            return errors.DONE
        from vcycle.cli.commands import interface

        return interface.run(args, _session(args))
    if (code := _ask_plugin(args, rest)) is not None:
        return code
    return _run_command(_command(args.command), args, rest)


def _run_command(command: Command, args: argparse.Namespace, rest: Sequence[str]) -> int:
    module = command.load()
    parser = Parser(prog=f"vcycle {command.name}", description=f"{command.help.capitalize()}.", example=module.EXAMPLE)
    module.arguments(parser)
    if rest:
        parser.refuse(rest)
    try:
        parser.parse_args([*(["--help"] if args.help else []), *args.rest], namespace=args)
    except SystemExit:  # argparse's own way out, once it has shown the help
        return errors.DONE
    session = _session(args)
    try:
        return module.run(args, session)
    finally:
        if not command.shows_problems:
            session.tell_problems()


def _ask_plugin(args: argparse.Namespace, rest: Sequence[str]) -> int | None:
    """Ask the plugin that the command names; None when it is a command of the core's, or no plugin that is on."""
    if args.command in {command.name for command in COMMANDS}:
        return None
    from vcycle.cli import plugin_command
    from vcycle.cli.record_words import everywhere

    own, words = everywhere([*rest, *args.rest])
    if own:
        Parser(prog=f"vcycle {args.command}").parse_args(own, namespace=args)
    if args.command not in _plugins(args) or args.command in _left_out(args):
        return None
    session = _session(args)
    try:
        return plugin_command.run(args.command, [*words, *(["--help"] if args.help else [])], session)
    finally:
        session.tell_problems()


def _plugins(args: argparse.Namespace) -> tuple[str, ...]:
    """The names of the plugins that are on, as far as there is a workspace."""
    folder = _folder(args)
    if not (folder / paths.SETTINGS_FILE).is_file():
        return ()
    from vcycle import config

    return tuple(config.load(folder).plugins)


def _left_out(args: argparse.Namespace) -> tuple[str, ...]:
    """The names of the plugins that stay off this time."""
    return (*(args.without or ()), *(_plugins(args) if args.safe else ()))


def _globals() -> argparse.ArgumentParser:
    """The options before the command; the command's own words are left for its own parser."""
    parser = _Quiet(add_help=False, allow_abbrev=False, prog="vcycle", formatter_class=Formatter)
    add_everywhere(parser, None)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("command", nargs="?")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


class _Quiet(argparse.ArgumentParser):
    """argparse's own, which leaves what it does not know to others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(in_swedish(message), hint="”vcycle --help” visar hur det skrivs.")


def _session(args: argparse.Namespace) -> Session:
    environment = os.environ
    try:
        given = environment.get("VCYCLE_TODAY")
        today = args.today or (parse_day(given) if given else date.today())  # noqa: DTZ011 - the user's own day
    except ValueError as error:
        raise UsageError(f"VCYCLE_TODAY: {error}") from None
    who = normal(args.who or environment.get("VCYCLE_USER", "")).strip()
    return Session(_folder(args), today, who, _left_out(args))


def _folder(args: argparse.Namespace) -> Path:
    return paths.workspace_folder(args.data or os.environ.get("VCYCLE_DATA"), Path())


def _command(name: str) -> Command:
    known = {command.name: command for command in COMMANDS}
    if name not in known:
        hint = _installed(name) or meant(name, known) or _in_swedish(name) or "”vcycle --help” visar alla kommandon."
        raise UsageError(f"Det finns inget kommando som heter {quoted(name)}.", hint=hint)
    return known[name]


def _in_swedish(name: str) -> str:
    """What to write for "flytta" or "ångra": the commands whose help says that word, if they are few."""
    found = [c.name for c in COMMANDS if len(name) > 3 and name.lower() in re.findall(r"\w+", c.help)]
    return f"Menade du {listed(found)}?" if 0 < len(found) <= 3 else ""


def _installed(name: str) -> str:
    """How to switch on the plugin that has the name, if there is one."""
    from vcycle.hooks import installed  # slow, and only for a word that nothing else explains

    offered = name in {plugin.name for plugin in installed.scan()}
    return f"Det är ett tillägg som inte är på; ”vcycle plugins enable {name}” slår på det." if offered else ""


def _overall() -> Parser:
    """The whole command line, as its help shows it."""
    parser = Parser(
        prog="vcycle",
        usage="vcycle [--data MAPP] [--today DAG] [--as NAMN] KOMMANDO …",
        description="Föreningens hela år i terminalen. Utan kommando öppnas årshjulet.",
        epilog="Kommandon:\n"
        + "\n".join(f"  {command.name:<10}{command.help}" for command in COMMANDS)
        + "\n\n”vcycle KOMMANDO --help” visar hur ett kommando används, med exempel.",
    )
    parser.add_argument("--version", action="store_true", help="visa vilken version det här är")
    return parser


def _complain(error: VcycleError) -> int:
    tell(str(error))
    if error.hint:
        tell(error.hint)
    return error.exit_code


def _disk_error(error: OSError) -> VcycleError:
    """A disk that fails is no bug of ours, and must not look like one.

    What the storage could not save it says itself: this is about all else, such as the file that stdout goes to.
    """
    if error.errno == errno.ENOSPC:
        hint = "Gör plats och försök igen; ”vcycle history” visar om något hann sparas."
        return errors.StorageError("Svaret fick inte plats, disken är full.", hint=hint)
    what = quoted(error.filename) if error.filename else "Filen eller mappen"
    return errors.StorageError(f"{what} {errors.os_reason(error)}.")
