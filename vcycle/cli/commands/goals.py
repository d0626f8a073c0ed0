"""`vcycle goals`: every promise of the plan and where it stands; one goal with the facts behind it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from vcycle.cli.parser import Parser, year
from vcycle.cli.session import Session, say_json, say_lines, table, tell
from vcycle.cli.show_sections import print_sections
from vcycle.errors import DONE, NotFound
from vcycle.model.text import printable, shorten
from vcycle.model.values import meant, said
from vcycle.services.goals import Standing, basis_of, reading_of
from vcycle.services.goals_json import goal_json
from vcycle.services.goals_shown import by_area, find_goal, handles, sign, state_words, told
from vcycle.services.search import plain
from vcycle.services.workspace import Workspace

EXAMPLE = "vcycle goals --year 2026 --area medlemmar"
_LONGEST = 200
"""A goal in a list is cut here; all of it is shown when it is asked for alone."""


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "goal", metavar="MÅL", nargs="?", help="bara det här målet, med underlag: dess namn i planen, id"
    )
    parser.add_argument("--year", metavar="ÅR", type=year, help="verksamhetsåret (annars det som är nu)")
    parser.add_argument("--area", metavar="OMRÅDE", help="bara områden som heter något med de orden")
    parser.add_argument("--json", action="store_true", help="som JSON")


def run(args: argparse.Namespace, session: Session) -> int:
    space = session.workspace()
    asked = args.year if args.year is not None else space.years.year_of(space.today)
    if args.goal is not None:
        return _one(args, space, asked)
    areas = _areas(by_area(space, asked), args.area)
    if args.json:
        say_json([goal_json(space, standing) for standings in areas.values() for standing in standings])
    elif areas:
        names = handles(space)
        say_lines(line for name, standings in areas.items() for line in _area_lines(name, standings, names))
        tell(_counts([standing for standings in areas.values() for standing in standings]))
    else:
        tell("Det finns inga mål än. De kommer med en plan, eller med ”vcycle record add mål --text …”.")
    return DONE


def _one(args: argparse.Namespace, space: Workspace, asked: int) -> int:
    goal = find_goal(space, args.goal)
    basis = basis_of(space, asked, [goal.measure]) if goal.measure is not None else None
    standing = Standing(goal, reading_of(goal.measure, basis))
    if args.json:
        say_json([goal_json(space, standing)])
    else:
        print_sections(told(space, standing, asked))
    return DONE


def _areas(areas: dict[str, list[Standing]], wanted: str | None) -> dict[str, list[Standing]]:
    if wanted is None:
        return areas
    found = {name: standings for name, standings in areas.items() if plain(wanted) in plain(name)}
    if not found:
        raise NotFound(f"Inget område med mål heter {said(wanted)}.", hint=meant(wanted, areas))
    return found


def _area_lines(name: str, standings: Sequence[Standing], names: Mapping[str, str]) -> Iterator[str]:
    """The area, and under it each goal with its state and name, and its sentence with the numbers."""
    yield printable(name)
    rows = [(sign(s), state_words(s), names[s.goal.id], _cut(s.goal.text)) for s in standings]
    for line, standing in zip(table(rows), standings, strict=True):
        yield f"  {_fitted(line)}"
        if standing.goal.measure is not None:
            yield f"      {_fitted(printable(standing.reading.reason), 6)}"
    yield ""


def _cut(text: str) -> str:
    return shorten(text, _LONGEST)


def _fitted(line: str, indent: int = 2) -> str:
    """The line as the terminal shows it without breaking; whole in a pipe."""
    if not sys.stdout.isatty():
        return line
    import shutil  # pipes do without

    return shorten(line, shutil.get_terminal_size().columns - indent)


def _counts(standings: Sequence[Standing]) -> str:
    """ "12 mål: 3 uppfyllt, 1 ej uppnått, 4 pågår, 4 inget mått."."""
    counts = Counter(state_words(standing).partition(",")[0] for standing in standings)
    return f"{len(standings)} mål: {', '.join(f'{count} {word}' for word, count in counts.most_common())}."
