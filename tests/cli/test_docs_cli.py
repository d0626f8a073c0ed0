"""docs/cli.md says what the program does: its examples are run, its tables are compared."""

import re
import shlex
from fnmatch import fnmatchcase

import pytest

from tests.cli_board import ROOT, TODAY
from vcycle import errors
from vcycle.cli.main import COMMANDS, run

PAGE = (ROOT / "docs" / "cli.md").read_text("utf-8")
EXAMPLES = [
    tuple(example.split("\n", 1))
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for example in block.removeprefix("$ ").rstrip("\n").split("\n$ ")
]


def said(line, capsys):
    """What a command line prints on both streams, stdout first, and its exit code when that is not 0."""
    code = run(shlex.split(line)[1:])
    out, err = capsys.readouterr()
    return (out + err + (f"[{code}]" if code else "")).rstrip("\n")


def test_the_examples_do_what_the_page_says(tmp_path, monkeypatch, capsys):
    """Every example, run in order in one folder, must print what stands under it; "…" stands for anything."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VCYCLE_TODAY", TODAY)
    assert len(EXAMPLES) >= 10
    for line, *rest in EXAMPLES:
        if line.startswith("cd "):
            monkeypatch.chdir(line.removeprefix("cd "))
            continue
        pattern = re.sub(r"([\[\]*?])", r"[\1]", "".join(rest)).replace("…", "*")
        answer = said(line, capsys)
        assert fnmatchcase(answer, pattern), f"{line}\n{answer}"


def rows(head):
    """The cells of the table under `head`."""
    table = PAGE.split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in table.splitlines()[2:] if line
    ]


def test_every_command_and_option_is_on_the_page(capsys):
    """The table of commands and the program must know the same commands, parts and options."""
    told = {cell for row in rows("command | does") for cell in re.findall(r"`([^`]+)`", row[0])}
    assert {cell.split()[0] for cell in told} == {"PLUGIN", *(command.name for command in COMMANDS)}
    for command in COMMANDS:
        run([command.name, "--help"])
        usage = capsys.readouterr().out.split("\n\n")[0]
        options = set(re.findall(r"--[a-z-]+", usage)) - {"--data", "--today", "--as", "--without", "--safe"}
        own = " ".join(cell for cell in told if cell.split()[0] == command.name)
        assert options <= set(re.findall(r"--[a-z-]+", own)), command.name


@pytest.mark.parametrize("words", [["list"], ["check"], ["history"], ["move", "arsmote.1", "2026-03-28", "--dry-run"]])
def test_the_keys_on_the_page_are_the_keys_of_the_json(words, board):
    """The shapes are told word for word."""
    told = {row[0]: re.findall(r"\w+", row[1]) for row in rows("shape | keys")}
    found = board.json(*words)
    shape = {"list": "entry", "check": "finding", "history": "step", "move": "change"}[words[0]]
    assert list((found["changes"] if words[0] == "move" else found)[0]) == told[shape]


def test_the_exit_codes_on_the_page_are_those_of_the_program():
    """Each code has its row, and no other is promised."""
    told = {int(row[0]) for row in rows("code | means")}
    codes = (errors.DONE, errors.FINDINGS, errors.USAGE, errors.BAD_INPUT, errors.BUSY, errors.PLUGIN_FAILED, 130)
    assert told == set(codes)
