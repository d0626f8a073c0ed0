"""`vcycle plugins`: what is installed, what is on, switching it on or off, and the beginning of a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, table, tell
from vcycle.errors import DONE
from vcycle.services.plugins_on import disable, enable, offered, origin

EXAMPLE = """vcycle plugins enable almanac
  vcycle plugins new nycklar"""


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="visa tilläggen", example="vcycle plugins list")
    for part, text in (("enable", "slå på ett tillägg"), ("disable", "stäng av ett tillägg; dess data ligger kvar")):
        own = parts.add_parser(part, help=text, example=f"vcycle plugins {part} almanac")
        own.add_argument("name", metavar="NAMN", help="namnet i ”vcycle plugins list”")
    new = parts.add_parser("new", help="börja på ett eget tillägg", example="vcycle plugins new nycklar")
    new.add_argument("name", metavar="NAMN", help="små bokstäver a-z, siffror och _")
    new.add_argument("--dir", metavar="MAPP", type=Path, default=Path(), help="var det ska läggas; här, om inget sägs")


def run(args: argparse.Namespace, session: Session) -> int:
    return {"enable": _enable, "disable": _disable, "new": _new}.get(args.part, _list)(args, session)


def _list(_args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    troubled = {problem.plugin: problem.cause for problem in space.host.problems}
    known = offered()
    rows = []
    for name in sorted({*known, *space.settings.plugins}):
        state = "fel" if name in troubled else "på" if name in space.settings.plugins else "av"
        found = known.get(name, [])
        rows.append((name, state, "/".join(p.version for p in found), troubled.get(name) or origin(found)))
    for row in table(rows):
        say(row)
    if not rows:
        tell("Inga tillägg är installerade.")
    return DONE


def _enable(args: argparse.Namespace, session: Session) -> int:
    enable(session.folder, args.name)
    tell(f"Tillägget {args.name} är på.")
    return DONE


def _disable(args: argparse.Namespace, session: Session) -> int:
    disable(session.folder, args.name)  # not the workspace: a plugin can be switched off whatever it does
    tell(f"Tillägget {args.name} är av. Dess data ligger kvar.")
    return DONE


def _new(args: argparse.Namespace, _session: Session) -> int:
    from vcycle.cli.main import COMMANDS  # a plugin's own commands stand beside these
    from vcycle.services.plugin_skeleton import write_skeleton

    taken = {"core", *(command.name for command in COMMANDS), *offered()}
    folder = write_skeleton(args.name, args.dir, taken)
    say(str(folder))
    tell(f"Tillägget {args.name} är börjat. README.md i mappen säger hur du provar det.")
    return DONE
