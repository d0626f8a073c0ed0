"""How commands are written: help in Swedish, what stands before and after, and every mistake gets a sentence."""

import re
import subprocess
import sys

import pytest

from vcycle.cli.main import COMMANDS, run
from vcycle.cli.parser import Parser, in_swedish

PARTS = {
    "plan": ("list", "check", "import"),
    "export": ("ics",),
    "plugins": ("list", "enable", "disable"),
    "backup": ("list", "restore"),
    "year": ("new",),
    "chain": ("list", "show", "add", "check"),
    "dates": ("list", "add", "move"),
    "record": ("types", "list", "show", "add", "set", "rm", "export", "import"),
}
ALL = [(c.name,) for c in COMMANDS] + [(name, part) for name, parts in PARTS.items() for part in parts]
CONTRACT = {
    "demo", "init", "plan", "list", "find", "next", "wheel", "move", "cancel", "done", "explain", "check", "log",
    "record", "report", "export", "plugins", "undo", "redo", "history", "backup", "doctor", "year", "goals",
    "chain", "dates", "shortcuts",
}  # fmt: skip
ENGLISH = re.compile(r"\b(usage|options|positional|arguments|argument|following|expected|invalid|choose|show this)\b")


def test_every_command_of_the_contract_exists():
    """Scripts rely on these names."""
    assert {command.name for command in COMMANDS} == CONTRACT


@pytest.mark.parametrize("words", ALL, ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_swedish_fits_and_has_an_example(words, flag, capsys):
    """Every command and part of one must explain itself on stdout, within 80 columns, with an example."""
    assert run([*words, flag]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Användning: vcycle")
    assert "Exempel:\n  vcycle " in out
    assert not ENGLISH.search(out.replace("[-h]", ""))
    assert [line for line in out.splitlines() if len(line) > 80 and not line.startswith("  ")] == []
    assert "\x1b" not in out


def test_the_help_names_every_command(capsys):
    """`vcycle --help` is where people begin."""
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {command.name} " in out for command in COMMANDS)


def test_the_version_is_an_answer(capsys):
    """A script reads the version from stdout."""
    assert run(["--version"]) == 0
    assert re.fullmatch(r"vcycle \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_options_hold_before_and_after_the_command(board, monkeypatch, tmp_path, capsys):
    """--data, --today and --as may stand on either side; variables do the same, and options win over them."""
    data = str(board.folder)
    written = [
        ["--data", data, "--today", "2026-10-25", "--as", "Kim", "log", "hostfest"],
        ["log", "hostfest", "--data", data, "--today", "2026-10-25", "--as", "Kim"],
        ["log", f"--data={data}", "--today=2026-10-25", "hostfest", "--as=Kim"],
    ]
    for words in (["plan", "list"], ["backup", "list"], ["plugins", "list"], ["export", "ics"]):
        assert run([words[0], "--as", "Kim", words[1], "--data", data, "--today", "2026-10-25"]) == 0
    for words in written:
        assert run(words) == 0
    monkeypatch.setenv("VCYCLE_DATA", data)
    monkeypatch.setenv("VCYCLE_TODAY", "2026-10-25")
    monkeypatch.setenv("VCYCLE_USER", "Kim")
    assert run(["log", "hostfest"]) == 0
    logs = board.json("record", "list", "core.log")
    assert [log["day"] for log in logs] == ["2026-10-25"] * 4
    assert [step["who"] for step in board.json("history")[:4]] == ["Kim"] * 4
    monkeypatch.setenv("VCYCLE_DATA", str(tmp_path / "nowhere"))
    monkeypatch.setenv("VCYCLE_TODAY", "2000-01-01")
    monkeypatch.setenv("VCYCLE_USER", "Ingen")
    assert run(written[0]) == 0
    assert (board.json("record", "list", "core.log")[-1]["day"], board.json("history")[0]["who"]) == (
        "2026-10-25",
        "Kim",
    )


def test_the_folder_one_stands_in_comes_before_the_platforms(board, monkeypatch, tmp_path, capsys):
    """Without --data: the current folder when it is a workspace, else the platform's data folder."""
    monkeypatch.chdir(board.folder)
    assert run(["list"]) == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert run(["list"]) == 3
    assert str(tmp_path / "share" / "vcycle") in capsys.readouterr().err
    assert run(["init", "--year", "2026"]) == 0
    assert (tmp_path / "share" / "vcycle" / "vcycle.toml").is_file()


MISTAKES = {
    "lst": "Menade du list ",
    "flytta": "Menade du move?",
    "lista": "Menade du list, ",
    "Ångra": "Menade du undo?",
    "xyzzy": "”vcycle --help” visar alla kommandon.",
    "list --yaer 2026": "Menade du --year?",
    "plan import x --dryrun": "Menade du --dry-run?",
    "--versoin": "Menade du --version?",
    "--json list": "Förstår inte: ”--json”",
    "list extra": "Förstår inte: ”extra”",
    "list --year": "--year ska följas av ett värde.",
    "list --json=1": "--json ska inte ha något värde.",
    "list --year tjugo": "är inget heltal",
    "list --year 99999": "ska vara mellan 1900 och 9000",
    "list --year 2026 --from 2026-01-01": "Välj antingen --year eller --from och --to.",
    "list --from 2026-05-01 --to 2026-04-01": "ligger före --from",
    "list --from snart": "är inget datum",
    "list --from 9999-12-31": "ligger utanför åren",
    "next --days -1": "--days",
    "next --days 1e9": "är inget heltal",
    "history --limit 0": "ska vara mellan 1 och",
    "history --limit 99999999999999999999999": "ska vara mellan 1 och",
    "move": "Här saknas: ID, DAG.",
    "move arsmote.1": "Här saknas: DAG.",
    "move arsmote.1 31": "är inget datum",
    "move arsmote.1 2026-03-22 --time 25": "är inget klockslag",
    "move arsmote.1 2026-03-22 --end-time 15": "--end-time behöver --time",
    "cancel arsmote.1": "Här saknas: --reason.\nTill exempel: vcycle cancel",
    "cancel arsmote.1 --reason=": "skriv varför",
    "done arsmote.1 --women -1": "--women",
    "log": "Här saknas: SERIE.",
    "log hostfest --amount många": "är inget antal och inget belopp",
    "plan": "Här saknas: DEL.",
    "plan läs": "'läs' finns inte; välj bland 'list', 'check', 'import'.",
    "export": "Här saknas: SLAG.",
    "export pdf": "'pdf' finns inte",
    "backup restore": "Här saknas: NAMN.",
    "plugins enable": "Här saknas: NAMN.",
    "undo allt": "Förstår inte: ”allt”",
    "--today imorgon list": "är inget datum",
    "--today": "--today ska följas av ett värde.",
    "demo": "Årshjulet behöver en terminal.",
    "": "Årshjulet behöver en terminal.",
}


@pytest.mark.parametrize(("line", "answer"), MISTAKES.items())
def test_every_mistake_gets_a_swedish_sentence(line, answer, board):
    """Wrong usage must end with 2, say what was wrong, and change nothing."""
    before = board.bytes()
    out, err = board(*line.split(), code=2)
    assert out == ""
    assert answer in err
    assert not ENGLISH.search(err)
    assert board.bytes() == before


@pytest.mark.parametrize(
    ("said", "swedish"),
    [
        ("argument D: invalid choice: 'x' (choose from 'a', 'b')", "D: 'x' finns inte; välj bland 'a', 'b'."),
        ("argument D: invalid choice: 'x' (choose from a, b)", "D: 'x' finns inte; välj bland a, b."),
        ("argument D: invalid choice: 'x', maybe you meant 'a'? (choose from a)", "D: 'x' finns inte; välj bland a."),
        ("argument --a: expected at least one argument", "--a ska följas av minst ett värde."),
        ("argument --a: not allowed with argument --b", "--a går inte ihop med --b."),
        ("one of the arguments --a --b is required", "Välj ett av --a --b."),
    ],
)
def test_other_pythons_wordings_are_known(said, swedish):
    """argparse says the same thing in other words from 3.12 on."""
    assert in_swedish(said) == swedish


def test_the_help_is_never_coloured(monkeypatch):
    """Python 3.14 colours help, and FORCE_COLOR even in a pipe: not here."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    parser = Parser(prog="vcycle x", example="vcycle x")
    assert "\x1b" not in parser.format_help()
    assert parser.color is False


def test_the_module_is_the_command(board):
    """`python -m vcycle` and the installed command must be the same program."""
    code = "import sys; from importlib.metadata import entry_points; " \
        "(e,) = entry_points(group='console_scripts', name='vcycle'); sys.exit(e.load()())"  # fmt: skip
    words = board.words("list")
    script = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True)
    assert script.stdout == board.process("list").stdout != b""
