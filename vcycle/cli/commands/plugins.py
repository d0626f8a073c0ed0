"""`vcycle plugins`: what is installed, what is on, and switching it on or off."""

from __future__ import annotations

import argparse

from msgspec.structs import replace

from vcycle import config
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, table, tell
from vcycle.errors import DONE, NotFound, PluginError
from vcycle.hooks import installed
from vcycle.hooks.host import Host
from vcycle.hooks.installed import Installed
from vcycle.model.values import meant

EXAMPLE = "vcycle plugins enable almanac"
_UNCHANGED = "Ingenting har ändrats."


def arguments(parser: Parser) -> None:
    parts = parser.add_subparsers(dest="part", metavar="DEL", title="Delar", parser_class=Parser)
    parts.add_parser("list", help="visa tilläggen", example="vcycle plugins list")
    for part, text in (("enable", "slå på ett tillägg"), ("disable", "stäng av ett tillägg; dess data ligger kvar")):
        own = parts.add_parser(part, help=text, example=f"vcycle plugins {part} almanac")
        own.add_argument("name", metavar="NAMN", help="namnet i ”vcycle plugins list”")


def run(args: argparse.Namespace, session: Session) -> int:
    return {"enable": _enable, "disable": _disable}.get(args.part, _list)(args, session)


def _list(_args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    troubled = {problem.plugin: str(problem.cause) for problem in space.host.problems}
    found = {plugin.name: plugin for plugin in installed.scan()}
    rows = []
    for name in sorted({*found, *space.settings.plugins}):
        state = "fel" if name in troubled else "på" if name in space.settings.plugins else "av"
        about = troubled.get(name) or (_origin(found[name]) if name in found else "inte installerat")
        rows.append((name, state, found[name].version if name in found else "", about))
    for row in table(rows):
        say(row)
    if not rows:
        tell("Inga tillägg är installerade.")
    return DONE


def _origin(plugin: Installed) -> str:
    """Where a plugin comes from; what it is for stands in its own help."""
    return "följer med vcycle" if plugin.distribution == "vcycle" else f"{plugin.distribution}: {plugin.summary}"


def _enable(args: argparse.Namespace, session: Session) -> int:
    settings = config.load(session.folder)
    found = {plugin.name: plugin for plugin in installed.scan()}
    if args.name not in found:
        hint = meant(args.name, found) or "”vcycle plugins list” visar vilka som finns."
        raise NotFound(f"Inget installerat tillägg heter ”{args.name}”.", hint=hint)
    plugins = {**settings.plugins, args.name: found[args.name].module}
    tried = Host(plugins, settings.plugin_settings)
    for problem in tried.problems:
        if problem.plugin == args.name:
            raise PluginError(f"Tillägget {args.name} går inte att slå på: {problem.cause}", hint=_UNCHANGED)
    config.save(session.folder, replace(settings, plugins=plugins))
    tell(f"Tillägget {args.name} är på.")
    return DONE


def _disable(args: argparse.Namespace, session: Session) -> int:
    settings = config.load(session.folder)  # not the workspace: a plugin can be switched off whatever it does
    if args.name not in settings.plugins:
        raise NotFound(f"Tillägget ”{args.name}” är inte på.")
    plugins = {name: module for name, module in settings.plugins.items() if name != args.name}
    config.save(session.folder, replace(settings, plugins=plugins))
    tell(f"Tillägget {args.name} är av. Dess data ligger kvar.")
    return DONE
