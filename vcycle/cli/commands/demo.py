"""`vcycle demo`: the interface on a filled example."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from vcycle.cli.commands import interface
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE, PLUGIN_FAILED
from vcycle.paths import own_path
from vcycle.services.demo import DEMO_PLAN, make_demo

EXAMPLE = "vcycle demo"


def arguments(parser: Parser) -> None:
    parser.add_argument("--plan", metavar="NAMN|FIL", default=DEMO_PLAN, help=f"planen (annars {DEMO_PLAN})")
    parser.add_argument("--dir", metavar="MAPP", help="spara exemplet här (annars försvinner det när du slutar)")


def run(args: argparse.Namespace, session: Session) -> int:
    interface.need_terminal()
    if args.dir:
        code = _show(args, session, own_path(args.dir))
        tell(f"Exemplet ligger kvar i {args.dir}; öppna det med ”vcycle --data {args.dir}”.")
        return code
    with tempfile.TemporaryDirectory(prefix="vcycle-demo-") as folder:
        code = _show(args, session, Path(folder) / "exempel")
    tell("Exemplet är borta. Gör en egen förening med ”vcycle init”.")
    return code


def _show(args: argparse.Namespace, session: Session, folder: Path) -> int:
    problem = interface.show(make_demo(folder, args.plan, today=session.today, who=session.who))
    if problem is not None:
        tell(f"{problem}.")
    return DONE if problem is None else PLUGIN_FAILED
