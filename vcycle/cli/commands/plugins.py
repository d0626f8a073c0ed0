"""`vcycle plugins`: what is installed, what is on, switching it on or off, and the beginning of a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec.structs import replace

from vcycle import config
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, table, tell
from vcycle.errors import DONE, InputError, NotFound, PluginError
from vcycle.hooks import installed
from vcycle.hooks.host import Host
from vcycle.hooks.installed import Installed
from vcycle.model.values import meant

EXAMPLE = """vcycle plugins enable almanac
  vcycle plugins new nycklar"""
_UNCHANGED = "Ingenting har ändrats."


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
    offered = _offered()
    rows = []
    for name in sorted({*offered, *space.settings.plugins}):
        state = "fel" if name in troubled else "på" if name in space.settings.plugins else "av"
        found = offered.get(name, [])
        rows.append((name, state, "/".join(p.version for p in found), troubled.get(name) or _origin(found)))
    for row in table(rows):
        say(row)
    if not rows:
        tell("Inga tillägg är installerade.")
    return DONE


def _offered() -> dict[str, list[Installed]]:
    """What is installed, by name: several when several distributions offer modules under one name."""
    offered: dict[str, list[Installed]] = {}
    for plugin in installed.scan():
        same = offered.setdefault(plugin.name, [])
        if plugin.module not in {other.module for other in same}:
            same.append(plugin)
    return offered


def _origin(found: list[Installed]) -> str:
    """Where a plugin comes from; what it is for stands in its own help."""
    if not found:
        return "inte installerat"
    if len(found) > 1:
        return f"namnet erbjuds av flera: {_sources(found)}"
    (plugin,) = found
    if not plugin.module:
        return f"{plugin.distribution}: säger inte vilken modul det ligger i"
    return "följer med vcycle" if plugin.distribution == "vcycle" else f"{plugin.distribution}: {plugin.summary}"


def _sources(found: list[Installed]) -> str:
    return ", ".join(f"{plugin.distribution or 'okänt paket'} ({plugin.module})" for plugin in found)


def _enable(args: argparse.Namespace, session: Session) -> int:
    settings = config.load(session.folder)
    plugins = {**settings.plugins, args.name: _the_one(args.name)}
    tried = Host(plugins, settings.plugin_settings)
    for problem in tried.problems:
        if problem.plugin == args.name:
            raise PluginError(f"Tillägget {args.name} går inte att slå på: {problem.cause}", hint=_UNCHANGED)
    config.save(session.folder, replace(settings, plugins=plugins))
    tell(f"Tillägget {args.name} är på.")
    return DONE


def _the_one(name: str) -> str:
    """The module of the installed plugin called `name`; raises `NotFound` for none, `InputError` for several."""
    offered = _offered()
    if name not in offered:
        hint = meant(name, offered) or "”vcycle plugins list” visar vilka som finns."
        raise NotFound(f"Inget installerat tillägg heter ”{name}”.", hint=hint)
    found = offered[name]
    if not found[0].module:
        message = f"Tillägget ”{name}” säger inte vilken modul det ligger i."
        raise PluginError(message, hint=f"Felet ligger i paketet {found[0].distribution}. {_UNCHANGED}")
    if len(found) > 1:
        hint = f"Avinstallera alla utom ett, eller skriv modulen själv under [plugins] i vcycle.toml. {_UNCHANGED}"
        raise InputError(f"Tillägget ”{name}” erbjuds av flera: {_sources(found)}.", hint=hint)
    return found[0].module


def _disable(args: argparse.Namespace, session: Session) -> int:
    settings = config.load(session.folder)  # not the workspace: a plugin can be switched off whatever it does
    if args.name not in settings.plugins:
        raise NotFound(f"Tillägget ”{args.name}” är inte på.")
    plugins = {name: module for name, module in settings.plugins.items() if name != args.name}
    config.save(session.folder, replace(settings, plugins=plugins))
    tell(f"Tillägget {args.name} är av. Dess data ligger kvar.")
    return DONE


def _new(args: argparse.Namespace, _session: Session) -> int:
    from vcycle.cli.main import COMMANDS  # a plugin's own commands stand beside these
    from vcycle.services.plugin_skeleton import write_skeleton

    taken = {"core", *(command.name for command in COMMANDS), *_offered()}
    folder = write_skeleton(args.name, args.dir, taken)
    say(str(folder))
    tell(f"Tillägget {args.name} är börjat. README.md i mappen säger hur du provar det.")
    return DONE
