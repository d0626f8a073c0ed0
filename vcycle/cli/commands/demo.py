"""`vcycle demo`: the interface on a filled example."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from vcycle.cli.commands import interface
from vcycle.cli.parser import Parser
from vcycle.cli.session import Session, tell
from vcycle.errors import DONE
from vcycle.paths import own_path
from vcycle.services.demo import DEMO_PLAN, make_demo

EXAMPLE = "vcycle demo"


def arguments(parser: Parser) -> None:
    parser.add_argument("--plan", metavar="NAMN|FIL", default=DEMO_PLAN, help=f"planen (annars {DEMO_PLAN})")
    parser.add_argument("--dir", metavar="MAPP", help="spara exemplet här (annars försvinner det när du slutar)")


def run(args: argparse.Namespace, session: Session) -> int:
    interface.need_terminal()
    if args.dir:
        interface.show(make_demo(own_path(args.dir), args.plan, today=session.today, who=session.who))
        tell(f"Exemplet ligger kvar i {args.dir}; öppna det med ”vcycle --data {args.dir}”.")
        return DONE
    with tempfile.TemporaryDirectory(prefix="vcycle-demo-") as folder:
        interface.show(make_demo(Path(folder) / "exempel", args.plan, today=session.today, who=session.who))
    tell("Exemplet är borta. Gör en egen förening med ”vcycle init”.")
    return DONE
