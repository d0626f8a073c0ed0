"""`vcycle PLUGIN NAME …`: what a plugin can be asked, with options made from the fields of its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vcycle.cli.days import say_back
from vcycle.cli.output import put_out
from vcycle.cli.parser import Parser, as_is
from vcycle.cli.record_words import field_help, take_fields
from vcycle.cli.session import Session, say, say_json, tell
from vcycle.cli.show_sections import add_paper, format_of, print_sections
from vcycle.errors import DONE, InputError, UsageError
from vcycle.hooks.checks import arguments_of
from vcycle.model.fields import FieldSpec
from vcycle.model.offers import Answer, Command
from vcycle.model.values import meant
from vcycle.services import asking
from vcycle.services.records.directory import directory_of
from vcycle.services.section_files import section_json, written
from vcycle.services.workspace import Workspace


def run(plugin: str, words: list[str], session: Session) -> int:
    """Ask the plugin; without a command, or with --help alone, say what it can be asked."""
    space = session.workspace()
    commands = {command.name: command for command in space.host.commands(plugin)}
    if not words or words[0] in ("--help", "-h"):
        say(_overview(plugin, commands.values()))
        return DONE
    if words[0] not in commands:
        hint = meant(words[0], commands) or f"”vcycle {plugin} --help” visar vad som finns."
        raise UsageError(f"Tillägget {plugin} har inget som heter ”{words[0]}”.", hint=hint)
    try:
        return _ask(space, plugin, commands[words[0]], words[1:])
    except SystemExit:  # argparse's own way out, once it has shown the help
        return DONE


def _overview(plugin: str, commands: Iterable[Command]) -> str:
    lines = [f"  {command.name:<12}{command.label}" for command in commands]
    if not lines:
        return f"Tillägget {plugin} har inga egna kommandon. Dess poster: ”vcycle record types”."
    return "\n".join((f"vcycle {plugin} GÖR …", "", *lines, "", f"”vcycle {plugin} GÖR --help” visar mer."))


def _ask(space: Workspace, plugin: str, command: Command, words: list[str]) -> int:
    fields = arguments_of(command)
    taken = take_fields(words, fields, own=("--format", "--output"))
    parser = _parser(plugin, command, fields)
    args = parser.parse_args(taken.rest)
    texts = taken.texts | _positional(parser, command, args.words)
    if taken.faults:
        raise InputError(asking.refusal(command), problems=taken.faults)
    answer = asking.ask(space, plugin, command, asking.read_arguments(space, command, texts))
    say_back(fields, texts, directory_of(space))
    if answer.changes and not args.dry_run:
        asking.save(space, answer.label, answer.put, answer.remove)
    if args.output:
        about = {"title": command.label}
        put_out(written(command.label, answer.sections, about, format_of(args)), args.output)
        tell(f"Skrev till {args.output}.")
    _show(answer, as_json=args.json, dry_run=args.dry_run, silent=bool(args.output))
    return DONE


def _parser(plugin: str, command: Command, fields: Sequence[FieldSpec]) -> Parser:
    prog = f"vcycle {plugin} {command.name}"
    parser = Parser(
        prog=prog,
        description=f"{command.label}. {command.help}".strip(),
        example=f"{prog} {command.example}".strip(),
    )
    places = [next(spec for spec in fields if spec.name == name) for name in command.positional]
    parser.usage = as_is(" ".join((prog, *(f"[{spec.label.upper()}]" for spec in places), "[--FÄLT VÄRDE …]")))
    help_ = ", ".join(spec.label for spec in places) or "inga"
    parser.add_argument("words", metavar="ORD", nargs="*", help=as_is(help_))
    parser.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle hända")
    parser.add_argument("--json", action="store_true", help="som JSON")
    add_paper(parser)
    if fields:
        parser.epilog = f"{field_help(fields)}\n\n{parser.epilog or ''}".rstrip()
    return parser


def _positional(parser: Parser, command: Command, words: Sequence[str]) -> dict[str, str]:
    """The words that stand without an option, each for its field."""
    if len(words) > len(command.positional):
        parser.refuse(words[len(command.positional) :])
    return dict(zip(command.positional, words, strict=False))


def _show(answer: Answer, *, as_json: bool, dry_run: bool, silent: bool) -> None:
    if silent:
        pass  # it is in the file
    elif as_json:
        say_json({"sections": [section_json(s) for s in answer.sections], "saved": answer.changes and not dry_run})
    else:
        print_sections(answer.sections)
    if answer.changes and not as_json:
        tell("Så skulle det bli. Ingenting har ändrats." if dry_run else f"{answer.label}. Ångra med ”vcycle undo”.")
