"""Text that wants to be more than text, in every field and every argument: shown as it is, and never a traceback."""

import json
import shlex
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vcycle.cli.main import COMMANDS, run

ESCAPES = "\x1b[31mRöd\x1b[0m\x1b]0;titel\x07\x9b2J"
TEXTS = {
    "escapes": ESCAPES,
    "markup": "[/red][bold]x[/] {0} %s $HOME `id`",
    "controls": "a\x08b\x0bc\r\nd\te\x7f\x85",
    "right to left": "\u202eemitsgol\u202c \u2066x\u2069 \u200f",
    "long": "lång " * 2000,
    "emoji": "👩‍👩‍👧‍👦 🇸🇪 ÅÄÖ å̈ 日本",
    "formula": "=1+1",
    "surrogates": "a\udcff\ud800b",
    "nothing": "",
    "option": "--json",
}
UNSAFE = [*map(chr, (*range(9), *range(11, 32), *range(127, 160))), *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066"]


def is_safe(text):
    """Whether nothing in `text` can move the cursor, change a colour or turn a line."""
    return not any(sign in text for sign in UNSAFE)


@pytest.fixture(scope="module", params=[name for name in TEXTS if name not in ("nothing", "option", "surrogates")])
def hostile(request, filled, tmp_path_factory):
    """A workspace with a hostile text in every field that people write."""
    text = TEXTS[request.param]
    folder = tmp_path_factory.mktemp("hostile") / "board"
    shutil.copytree(filled, folder)
    start = ["--data", str(folder), "--today", "2026-03-08", "--as", text]
    short = text[:110].replace("\r\n", " ")  # names are short and on one line
    lines = [
        ["record", "set", "core.activity", "Årsmöte", "--title", short, "--place", short, "--description", text],
        ["record", "set", "core.role", "Sekreterare", "--name", short, "--description", text],
        ["record", "set", "core.area", "Alla möten", "--name", short],
        ["log", "hostfest", "--note", short, "--tag", short[:40].replace(",", "")],
        ["cancel", "styrelsemote.2026-02", "--reason", short],
        ["done", "styrelsemote.2026-01", "--note", short],
    ]
    assert [run([*start, *line]) for line in lines] == [0] * 6
    return folder, text


READ = ["list", "next", "check", "history", "doctor", "plugins", "explain kallelse.", "record list core.activity",
        "record list core.role", "record show core.log 1", "record types", "backup", "export ics", "list --json",
        "next --json", "check --json", "history --json", "record list core.log --json"]  # fmt: skip


@pytest.mark.parametrize("line", READ)
def test_hostile_text_is_shown_as_text(hostile, line, capsys):
    """Whatever somebody wrote, lists and messages hold no control character; JSON and calendar files are whole."""
    folder, text = hostile
    code = run(["--data", str(folder), "--today", "2026-03-08", *line.split()])
    out, err = capsys.readouterr()
    assert code in (0, 1), err
    assert is_safe(err)
    if "--json" in line:
        json.loads(out)
        assert is_safe(out)
    elif line == "export ics":
        assert out.startswith("BEGIN:VCALENDAR")
        assert "\x1b" not in out
    else:
        assert is_safe(out)
    if line == "list" and "[/red]" in text:
        assert text[:40] in out


ARGUMENTS = [
    "{}", "--{}", "--{} list", "list {}", "list --series={}", "list --plugin={}", "list --from={}", "list --year={}",
    "next --days={}", "move {} 2026-03-09", "move arsmote.1 {}", "move arsmote.1 2026-03-28 --dry-run --time={}",
    "cancel {} --reason=x", "cancel arsmote.1 --dry-run --reason={}", "done {}", "done arsmote.1 --dry-run --note={}",
    "done arsmote.1 --women={}", "explain {}", "log {}", "log {} --new", "log hostfest --note={}",
    "log hostfest --tag={}",
    "log hostfest --amount={}", "log hostfest --date={}", "history --limit={}", "plan {}", "plan check {}",
    "plan import {}", "plugins {}", "plugins enable {}", "plugins disable {}", "backup {}", "backup restore {}",
    "export {}", "export ics --year={}", "record {}", "record list {}", "record show core.role {}",
    "record set core.role Sekreterare --{}=x", "record set core.role Sekreterare --name={}", "--today={} list",
    "--data={} list", "--as={} log hostfest", "--data={} init --plan={}", "undo {}", "check --{}", "demo --plan={}",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("line", ARGUMENTS)
def test_hostile_arguments_get_an_answer(line, text, board, monkeypatch, tmp_path, capsys):
    """Every argument may hold anything: an exit code of the contract, safe messages, no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    words = [word.replace("{}", text) for word in line.split()]
    code = run(board.words(*words))
    out, err = capsys.readouterr()
    assert code in (0, 1, 2, 3, 4, 5)
    assert is_safe(err)
    assert is_safe(out) or "export" in line
    assert code == 0 or err.strip()


WORDS = sorted(
    {command.name for command in COMMANDS}
    | {"check", "import", "list", "show", "add", "set", "rm", "types", "export", "ics", "restore", "enable", "disable"}
    | set(
        shlex.split(
            "--json --from --to --year --plugin --series --undated --days --dry-run --force --reason --time --end-time "
            "--women --men --others --unknown --note --new --date --amount --tag --limit --as --today --help "
            "--version -h -- --where --name --title --schedule --until '' core.role core.activity core.person core.log "
            "person aktivitet Sekreterare Årsmöte arsmote.1 kallelse. styrelsemote.2026-03 hostfest.2026 styrelsemote "
            "solna-2020 almanac 2026-03-21 2026-13-01 1900-01-01 9000-12-31 2026 0 1 -1 1e9 999999999999 18:30 25:99 "
            "'8 mars' 'en vecka före varje årsmöte' 'FREQ=DAILY' name=x =x"
        )
    )
)
ARGV = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from(list(TEXTS.values()))
    | st.text(st.characters(codec=None, exclude_characters="\0"), max_size=12),
    max_size=7,
)


@pytest.fixture(scope="module")
def playground(filled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(filled, folder / "board")
    return folder


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(argv=ARGV)
def test_any_command_line_ends_with_an_exit_code(argv, playground, monkeypatch, capsys):
    """Any words in any order, on a workspace that keeps what the ones before did to it."""
    monkeypatch.chdir(playground)
    monkeypatch.setenv("VCYCLE_DATA", str(playground / "board"))
    monkeypatch.setenv("VCYCLE_TODAY", "2026-03-08")
    capsys.readouterr()
    assert run(argv) in (0, 1, 2, 3, 4, 5)
    assert is_safe(capsys.readouterr().err)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(command=st.sampled_from([command.name for command in COMMANDS]), argv=ARGV)
def test_any_words_after_a_command_end_with_an_exit_code(command, argv, playground, monkeypatch, capsys):
    """The same, with a command that exists in front: more of it comes to be run."""
    monkeypatch.chdir(playground)
    monkeypatch.setenv("VCYCLE_DATA", str(playground / "board"))
    monkeypatch.setenv("VCYCLE_TODAY", "2026-03-08")
    capsys.readouterr()
    assert run([command, *argv]) in (0, 1, 2, 3, 4, 5)
    assert is_safe(capsys.readouterr().err)


def test_bytes_that_are_no_text_come_through_a_real_process(board):
    """Surrogates as the operating system hands them over."""
    for words in ([b"\xff\xfe"], [b"log", b"hostfest", b"--note", b"\xff"], [b"list", b"--series", b"\xff"]):
        done = board.start()
        done.communicate()
        process = board.start(*[word.decode("utf-8", "surrogateescape") for word in words])
        _, err = process.communicate()
        assert process.returncode in (0, 2, 3)
        assert b"Traceback" not in err
    assert all(is_safe(step["label"]) for step in board.json("history"))
