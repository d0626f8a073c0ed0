"""`vcycle check`: what needs attention, worst first."""

from __future__ import annotations

import argparse

import msgspec

from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, say, say_json, tell
from vcycle.errors import DONE, FINDINGS
from vcycle.services.findings import findings

EXAMPLE = "vcycle check"
_LEVELS = {"error": "FEL", "warning": "OBS", "info": "tips"}


def arguments(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    found = findings(session.workspace(thorough=True))
    if args.json:
        say_json([{**msgspec.structs.asdict(f), "hint": f.hint or None, "ref": f.ref or None} for f in found])
    following = [finding.hint for finding in found[1:]] + [""]
    for finding, hint_after in () if args.json else zip(found, following, strict=False):
        say(f"{_LEVELS[finding.level]:<5}{finding.message}")
        if finding.hint and finding.hint != hint_after:  # what is done in the same way is told once
            say(f"     {finding.hint}")
    if not found and not args.json:
        tell("Allt ser bra ut.")
    return FINDINGS if any(f.level == "error" for f in found) else DONE
