"""The meetings on the command line, as a board uses them on a real plan, and the page that shows it."""

import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli_board import Board
from vcycle.cli.main import run

PAGE = Path(__file__).parents[2] / "docs" / "meetings.md"
TODAY = "2026-08-20"
ID = re.compile("[0-9a-z]{16}")


class Vanersborg(Board):
    """The plan of Vänersborg, with the meetings switched on, in August."""

    def words(self, *words):
        return ["--data", str(self.folder), "--today", TODAY, *map(str, words)]


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("meetings") / "board"
    opening = ["--data", str(folder), "--today", TODAY]
    assert run([*opening, "init", "--plan", "vanersborg-2022", "--name", "Föreningen Prov", "--year", "2026"]) == 0
    with (folder / "vcycle.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[plugins]\nmeetings = "vcycle_meetings"\n')
    return folder


@pytest.fixture
def board(founded, tmp_path, capsys):
    return Vanersborg(Path(shutil.copytree(founded, tmp_path / "board")), capsys)


AUTUMN = ("meetings", "layout", "Styrelsemöte", "--rule", "tredje onsdagen varje månad", "--term", "höst")


def meetings(board):
    return [record["day"] for record in board.json("record", "list", "möte")]


def test_hook_commands_are_listed(board):
    """What can be asked must be said in Swedish."""
    out, _ = board("meetings", "--help")
    assert "layout      Lägg ut möten efter en regel" in out
    assert all(name in out for name in ("agenda", "invite", "status", "spread"))


def test_a_term_is_laid_out_in_one_step(board):
    """The days are shown first, then set with one transaction that one undo takes back."""
    _, err = board(*AUTUMN, "--starts", "18:30", "--dry-run")
    assert "Ingenting har ändrats" in err
    assert meetings(board) == []
    out, err = board(*AUTUMN, "--starts", "18:30", "--move", "2026-09-16=2026-09-17", "--skip", "2026-12-16")
    assert "3 nya möten. 3 av 5 månader har ett möte." in out
    assert "Utan: augusti (dagen har redan varit) och december (borttaget)." in out
    assert "flyttat från ons 16 sep" in out
    assert "La ut 3 styrelsemöten." in err
    assert meetings(board) == ["2026-09-17", "2026-10-21", "2026-11-18"]
    board("undo")
    assert meetings(board) == []


def test_laying_out_again_sets_only_what_is_missing(board):
    """Meetings that are there are shown as such; the second time only the one left out is set."""
    board(
        *AUTUMN,
        "--starts",
        "18:30",
        "--place",
        "Kronogatan 2",
        "--move",
        "2026-09-16=2026-09-17",
        "--skip",
        "2026-12-16",
    )
    out, _ = board(*AUTUMN)
    assert out.count("finns redan") == 3
    assert "Styrelsemöte kl 18.30, Kronogatan 2" in out  # as the last meeting
    assert meetings(board) == ["2026-09-17", "2026-10-21", "2026-11-18", "2026-12-16"]
    out, err = board(*AUTUMN)
    assert "Inget nytt möte." in out
    assert err == ""


def test_collisions_and_the_plans_steps_are_there(board):
    """A board meeting on a member meeting's evening is said so; the plan's own agenda step hangs on it."""
    board("meetings", "layout", "medlemsmöte", "--rule", "2026-09-16", "--starts", "18:00")
    out, _ = board(*AUTUMN, "--starts", "18:30")
    assert "krockar med Medlemsmöte kl 18.00" in out
    listed, _ = board("list", "--from", "2026-09-09", "--to", "2026-09-09")
    assert listed.count("2026-09-09") == listed.count("Dagordning") == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--rule", "ibland"), "går inte att läsa som en regel för möten"),
        (("--term", "sommar"), "sommar"),
        (("--move", "2026-09-16"), "är inget datum"),
        (("--move", "2026-09-15=2026-09-16"), "inte bland förslagen"),
        (("--skip", "i morgon"), "är inget datum"),
        (("--pause", "semester"), "är ingen månad"),
        (("--first", "2026-10-01", "--last", "2026-09-01"), "ligger före"),
        (("--ends", "20:30"), "när mötena börjar"),
        (("--rule", "en vecka före varje årsmöte"), "hänger på"),
        (("--kind", "Årsmöte"), "Skriv vilken dag"),
        (("--first", "9999-12-30"), "Så långt bort"),
        (("--term", "höst 0000"), "finns inte"),
        (("--move", "2026-09-16=9999-12-31"), "Så långt bort"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(board, words, sentence):
    """A faulty wish ends with a sentence and code 3, and sets nothing."""
    kind = () if "--kind" in words else ("Styrelsemöte",)
    _, err = board("meetings", "layout", *kind, *words, code=3)
    assert sentence in err
    assert meetings(board) == []


def test_the_calendar_file_holds_meetings_and_nothing_of_child_care(board):
    """Phones get the meetings; who needs child care, and until when it is asked for, never leaves the board."""
    board(
        "record",
        "add",
        "möte",
        "--kind",
        "Årsmöte",
        "--day",
        "2027-02-27",
        "--starts",
        "13:00",
        "--childcare",
        "efterfrågad",
    )
    [found] = board.json("record", "list", "möte")
    board(
        "record", "add", "barnpassningsbehov", "--meeting", found["id"], "--ages", "3 år", "--allergies", "jordnötter"
    )
    assert "Sista anmälan till barnpassning" in board("list", "--from", "2027-02-01", "--to", "2027-02-28")[0]
    file = board.folder.parent / "ut.ics"
    board("export", "ics", "-o", file, "--year", "2027")
    content = re.sub(r"\r\n ", "", file.read_bytes().decode())
    assert "SUMMARY:Årsmöte" in content
    assert not re.search("barnpass|jordnötter|3 år", content, re.IGNORECASE)


def test_a_question_is_noted_in_a_breath(board):
    """A question comes in today and waits for the next member meeting, or for the one that was named."""
    board(*AUTUMN)
    _, err = board("meetings", "question", "Ny dörr?")
    assert "Antecknade en fråga från en medlem." in err
    board("meetings", "question", "Nya bord?", "--meeting", "oktober", "--asked", "2026-08-01")
    kept = {record["text"]: record for record in board.json("record", "list", "medlemsfråga")}
    assert (kept["Ny dörr?"]["asked"], kept["Ny dörr?"]["meeting"]) == (TODAY, None)
    [october] = [r["id"] for r in board.json("record", "list", "möte") if r["day"] == "2026-10-21"]
    assert (kept["Nya bord?"]["asked"], kept["Nya bord?"]["meeting"]) == ("2026-08-01", october)
    assert "Fråga från medlem: Nya bord?" in board("meetings", "agenda", "21/10")[0]
    _, err = board("meetings", "question", "Nya bord?", "--meeting", "midsommar", code=3)
    assert "styrelsemöte 16/9" in err


def test_child_care_and_points_are_noted_for_a_meeting(board):
    """Both are kept with the meeting that was meant, with the least that has to be said."""
    board(*AUTUMN)
    board("meetings", "child-care", "--ages", "3 och 6 år", "--children", "2", "--meeting", "styrelsemöte oktober")
    board("meetings", "item", "Budget", "--meeting", "oktober")
    [october] = [r["id"] for r in board.json("record", "list", "möte") if r["day"] == "2026-10-21"]
    [need] = board.json("record", "list", "barnpassningsbehov")
    assert (need["meeting"], need["children"], need["ages"]) == (october, 2, "3 och 6 år")
    [item] = board.json("record", "list", "dagordningspunkt")
    assert (item["meeting"], item["title"]) == (october, "Budget")
    board("undo")
    assert board.json("record", "list", "dagordningspunkt") == []


def test_a_meeting_of_a_rule_has_nothing_to_note_it_on(board):
    """What only a rule of the plan gives is no record: a point is refused, and a question waits for the kind."""
    board("record", "add", "aktivitet", "--title", "Gruppmöte", "--schedule", "12 september", "--series", "gruppmote")
    _, err = board("meetings", "item", "Budget", "--meeting", "gruppmöte", code=3)
    assert "har ingen egen post" in err
    board("meetings", "question", "Ny dörr?", "--meeting", "gruppmöte")
    [kept] = board.json("record", "list", "medlemsfråga")
    assert kept["kind"] == "Gruppmöte"


def test_answers_are_data_too(board):
    """Every command must answer in JSON for other programs."""
    board(*AUTUMN)
    for name in ("agenda", "invite", "status", "spread"):
        answer = json.loads(board("meetings", name, "--json")[0])
        assert answer["sections"]
        assert answer["saved"] is False


def said(board, command):
    """What a command says, with the ids of new records, which no page can foresee, as dots."""
    out, err = board(*shlex.split(command)[1:])
    lines = (out + err).rstrip("\n").split("\n")
    return "\n".join("…" if ID.fullmatch(line) else line.rstrip() for line in lines)


def answered(board, page):
    """The page with every command of its console blocks answered anew, in their order."""

    def block(match):
        commands = re.findall(r"^\$ (.*)$", match[1], re.MULTILINE)
        return "```console\n" + "".join(f"$ {command}\n{said(board, command)}\n" for command in commands) + "```"

    return re.sub(r"```console\n(.*?)```", block, page, flags=re.DOTALL)


def test_the_page_shows_what_happens(board):
    """Every command of docs/meetings.md must answer as the page says; VCYCLE_SNAPSHOTS=write answers it anew."""
    page = PAGE.read_text("utf-8")
    assert page.count("\n$ ") >= 6
    now = answered(board, page)
    if os.environ.get("VCYCLE_SNAPSHOTS") == "write":
        PAGE.write_text(now, encoding="utf-8")
    else:
        assert now == page
