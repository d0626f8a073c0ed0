"""What each command does with a real workspace, and that asking changes nothing."""

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.cli_board import PLAN, ROOT
from vcycle.cli.agenda import fitted

READING = [
    "list", "next", "check", "history", "doctor", "plugins list", "plan list", "backup list", "record types",
    "explain kallelse.", "record list core.role", "move arsmote.1 2026-03-28 --dry-run", "done arsmote.1 --dry-run",
    "cancel arsmote.1 --reason Storm --dry-run", f"plan import {PLAN} --dry-run", "plan import solna-2020 --dry-run",
    f"plan check {PLAN}",
]  # fmt: skip


@pytest.mark.parametrize("line", READING)
def test_asking_changes_nothing(line, board):
    """Commands that read, and every --dry-run, leave the folder as it was, byte for byte."""
    before = board.bytes()
    out, err = board(*line.split())
    assert out or err
    assert board.bytes() == before


# init and plan


def test_init_makes_a_workspace_and_refuses_a_second(board, tmp_path):
    """A workspace is never made over another; the name, the plan and the year can be chosen."""
    before = board.bytes()
    _, err = board("init", "--plan", str(PLAN), code=3)
    assert "Det finns redan en förening" in err
    assert board.bytes() == before
    new = tmp_path / "djup" / "ny"
    board("init", "--data", str(new), "--plan", str(PLAN), "--name", "Åsele[/b]", "--year", "2031")
    toml = (new / "vcycle.toml").read_text("utf-8")
    assert 'name = "Åsele[/b]"' in toml
    assert "first = 2031" in toml
    assert new.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in new.rglob("*"))


def test_init_with_a_faulty_plan_leaves_nothing(board, tmp_path):
    """The plan is read first: a folder for nothing is not made."""
    plan = tmp_path / "fel.toml"
    plan.write_text('format = 1\nname = "fel"\ntitel = "x"\n', "utf-8")
    board("init", "--data", str(tmp_path / "ny"), "--plan", str(plan), code=3)
    assert not (tmp_path / "ny").exists()


def test_importing_the_same_plan_again_changes_nothing(board):
    """Twice the same plan is once."""
    before = board.bytes()
    _, err = board("plan", "import", str(PLAN))
    assert "oförändrade" in err
    assert board.bytes() == before


def test_plan_check_names_line_and_key(board, tmp_path):
    """Every fault of a plan comes with its line, and nothing else is needed to check one."""
    plan = tmp_path / "fel.toml"
    plan.write_text(PLAN.read_text("utf-8").replace('name = "forening"', 'name = "fel"').replace("sista söndagen", "x"))
    _, err = board("plan", "check", str(plan), "--data", str(tmp_path / "nowhere"), code=3)
    assert re.search(r"fel\.toml:\d+: activities\.styrelsemote\.schedule", err)


# list and next


def test_list_takes_periods_series_and_plugins(board):
    """Both ends count; one end alone reaches to its year's other; filters combine."""
    days = [e["start"][:10] for e in board.json("list", "--from", "2026-03-07", "--to", "2026-03-21")]
    assert days == ["2026-03-07", "2026-03-08", "2026-03-21"]
    assert {e["start"][:4] for e in board.json("list", "--year", "2027") if e["start"]} == {"2027"}
    assert board.json("list", "--from", "2026-12-01")[-1]["start"][:10] == "2026-12-27"
    assert board.json("list", "--to", "2026-01-20")[0]["start"] == "2026-01-18"
    assert [e["series"] for e in board.json("list", "--undated")] == ["hostfest"]
    assert {e["series"] for e in board.json("list", "--series", "arsmote", "--plugin", "core")} == {"arsmote"}
    assert board.json("list", "--plugin", "almanac") == []
    assert "Inget att visa" in board("list", "--series", "finns-inte")[1]
    assert board.json("list", "--to", "2020-01-01") == []


def test_next_shows_deadlines_first(board):
    """What hangs on something comes before what is only coming; done and cancelled things do not come."""
    found = [e["title"] for e in board.json("next", "--days", "21")]
    assert found == ["Dagordning", "Internationella kvinnodagen", "Årsmöte", "Styrelsemöte"]
    board("done", "kvinnodagen.2026")
    board("cancel", "arsmote.1", "--reason", "Storm")
    assert [e["title"] for e in board.json("next", "--days", "21")] == ["Dagordning", "Styrelsemöte"]
    out = board("next", "--days", "21")[0]
    assert out.index("Sista dagar") < out.index("Kommer")
    assert "Inget är planerat" in board("next", "--days", "0")[1]


def test_the_list_shows_where_today_is(board):
    """A line stands between what has been and what comes."""
    lines = board("list")[0].splitlines()
    at = lines.index("  -- i dag, sön 2026-03-08 --")
    assert "2026-03-07" in lines[at - 1]
    assert "2026-03-08" in lines[at + 1]
    assert "i dag" not in board("list", "--year", "2027")[0]


ROWS = [
    ("tors 2026-03-26", "18:30–20:30", "Vänsterpizza", "vansterpizza.2026-03"),
    ("senast 2026-03-31", "", "En nämnd per månad som har en ovanligt lång rubrik " * 3, "en-namnd.2026-03"),
    ("tors 2026-03-26 – 2026-03-28", "", "Konferens", "rapport-fran-kommunfullmaktige-o.medlemsmote-varterminens.2026"),
]


@pytest.mark.parametrize("width", [30, 60, 78, 98, 118, 200])
def test_lines_are_cut_to_the_terminal_but_names_are_not(width):
    """No line is wider than the terminal unless a name alone is; every name stands whole on some line."""
    lines = [part for line in fitted(ROWS, width) for part in line.split("\n")]
    longest = max(len(name) for *_, name in ROWS)
    assert max(map(len, lines)) <= max(width, 28 + 13 + 4 + max(longest, 24))
    if width >= 118:
        assert max(map(len, lines)) <= width
    assert all(any(line.endswith(name) for line in lines) for *_, name in ROWS)


def test_a_real_terminal_gets_lines_that_fit(board):
    """In a terminal of 80 columns titles are cut; in a pipe they are whole."""
    title = "Ett möte om allt det som vi inte hann med på de andra mötena under hela det långa året"
    board("record", "add", "core.activity", "--title", title, "--schedule", "2026-05-05", "--series", "langt")
    assert title in board("list")[0]
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "LINES": "24"}
    command = [sys.executable, "-m", "vcycle", *board.words("list")]
    with subprocess.Popen(command, stdout=slave, stderr=slave, cwd=ROOT, env=environment) as process:
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(master)
    assert process.returncode == 0
    lines = shown.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.endswith("langt.1") and "…" in line for line in lines)
    assert b"\x1b" not in shown


# One entry


def test_move_takes_along_what_hangs_on_it_and_undo_takes_it_back(board):
    """One move is one step with all its consequences, and one undo and redo."""
    whole = board.json("list")
    out, err = board("move", "arsmote.1", "2026-03-28")
    assert "2026-03-14" in out
    assert "Säg till: Sekreterare." in out
    assert "Ångra med ”vcycle undo”." in err
    moved = {e["title"]: e for e in board.json("list")}
    assert (moved["Årsmöte"]["state"], moved["Kallelse"]["start"]) == ("moved", "2026-03-14")
    board("undo")
    assert board.json("list") == whole
    board("redo")
    assert {e["title"]: e for e in board.json("list")} == moved


def test_a_fixed_day_moves_that_year_only(board):
    """8 March can be celebrated another day this year; the next it is 8 March again."""
    board("move", "kvinnodagen.2026", "2026-03-07", "--time", "11:00", "--end-time", "15")
    this, after = (board.json("list", "--year", year, "--series", "kvinnodagen")[0] for year in ("2026", "2027"))
    assert (this["start"], this["end"]) == ("2026-03-07T11:00:00+01:00", "2026-03-07T15:00:00+01:00")
    assert (after["start"], after["state"]) == ("2027-03-08", "planned")


def test_a_derived_entry_is_pinned_and_a_hard_date_needs_force(board):
    """Earlier is free, later breaks the hard date; what was moved stays when its anchor moves."""
    board("move", "kallelse.", "2026-03-05")
    _, err = board("move", "kallelse.", "2026-03-09", code=3)
    assert "--force" in err
    board("move", "arsmote.1", "2026-04-11")
    assert board.json("list", "--series", "kallelse")[0]["start"] == "2026-03-05"
    assert "Har fått en egen dag" in board("explain", "kallelse.")[0]


def test_a_window_gets_its_day(board):
    """Something without a day is moved to one like everything else."""
    board("move", "hostfest.2026", "2026-10-10")
    (party,) = board.json("list", "--series", "hostfest")
    assert (party["start"], party["state"], party["window"]) == ("2026-10-10", "planned", None)


def test_done_and_cancel_say_what_happened(board):
    """States, counts and reasons are kept and explained; what is held cannot be cancelled."""
    board("done", "styrelsemote.2026-02", "--women", "5", "--men", "3", "--note", "Bra möte")
    assert "5 kvinnor, 3 män" in board("explain", "styrelsemote.2026-02")[0]
    assert "Säg till" not in board("done", "kallelse.", "--dry-run")[0]
    assert "genomfört" in board("cancel", "styrelsemote.2026-02", "--reason", "x", code=3)[1]
    assert "Säg till: Sekreterare." in board("cancel", "arsmote.1", "--reason", "Storm", "--dry-run")[0]
    preview = board.json("cancel", "arsmote.1", "--reason", "Storm")
    assert [change["state"] for change in preview["changes"]] == ["cancelled", "cancelled"]
    assert "Inställt: Storm." in board("explain", "arsmote.1")[0]
    assert "INSTÄLLT" in board("list")[0]
    assert "är inställt" in board("done", "arsmote.1", code=3)[1]


def test_names_may_be_shortened_and_ambiguous_ones_are_listed(board):
    """The beginning of one name is enough; of several it is refused with what it could mean."""
    assert "Kallelse" in board("explain", "kall")[0]
    _, err = board("explain", "styrelsemote", code=3)
    assert "passar på flera: styrelsemote.2025" in err or "passar på flera: styrelsemote.2026-01" in err
    _, err = board("explain", "arsmöte.1", code=3)
    assert "Menade du arsmote.1" in err


def test_explain_shows_the_arithmetic(board):
    """The rule, what it hangs on, the calculation and the day."""
    out = board("explain", "kallelse.")[0]
    for part in ("två veckor före varje årsmöte", "Hänger på Årsmöte lördag 21 mars 2026", "är 7 mars 2026"):
        assert part in out


# log


def test_log_notes_a_fact_in_one_line(board):
    """Series, day, amount, tags and counts end up in one record; tags once each."""
    board("log", "hostfest", "--date", "2026-02-01", "--amount", "3", "--tag", "SN", "--tag", "DN, SN", "--women", "1",
          "--men", "2", "--others", "3", "--unknown", "4", "--note", "Två insändare")  # fmt: skip
    (fact,) = board.json("record", "list", "core.log")
    assert {key: fact[key] for key in ("series", "day", "amount", "tags")} == {
        "series": "hostfest", "day": "2026-02-01", "amount": 3, "tags": ["SN", "DN"],
    }  # fmt: skip
    assert [fact[key] for key in ("women", "men", "others", "unknown", "note")] == [1, 2, 3, 4, "Två insändare"]


def test_log_refuses_an_unknown_series_unless_new(board):
    """A misspelt series is refused with the nearest; --new makes it, and does no harm when it exists."""
    _, err = board("log", "hostfset", code=3)
    assert "Närmast är hostfest" in err
    assert "--new" in err
    for _ in range(2):
        board("log", "Insändare", "--new")
    board("log", "insandare")
    assert [fact["series"] for fact in board.json("record", "list", "core.log")] == ["insandare"] * 3


# export, backups, undo


def test_exporting_twice_gives_the_same_bytes(board, tmp_path):
    """The second export of an unchanged year writes the same file and nothing in the workspace."""
    first, second = tmp_path / "ett.ics", tmp_path / "två.ics"
    _, err = board("export", "ics", "-o", str(first))
    assert re.search(r"Skrev \d+ händelser 2026 till", err)
    assert "kan allt bli dubbelt" in err
    assert "1 har ingen dag än" in err
    before = board.bytes()
    board("export", "ics", "-o", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert board.bytes() == before
    assert board.process("export", "ics").stdout == first.read_bytes()
    assert first.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_backup_can_be_called_by_its_day(board):
    """The day that `backup list` shows must be enough to go back to that day's copy."""
    board("log", "hostfest")
    board("log", "hostfest", "--amount", "2")
    day = board("backup")[0].split()[0]
    assert "är tillbaka som i" in board("backup", "restore", day)[1]


def test_a_backup_can_be_gone_back_to_and_that_undone(board):
    """`backup restore` is a step like others."""
    board("log", "hostfest")
    name = board("backup")[0].split()[-1]
    whole = board.json("list")
    board("cancel", "arsmote.1", "--reason", "Storm")
    board("backup", "restore", name)
    assert board.json("list") == whole
    board("undo")
    assert board.json("list", "--series", "arsmote")[0]["state"] == "cancelled"


def test_nothing_left_to_undo_is_said(board):
    """Undo goes back to the empty workspace and then says so; redo brings all of it back."""
    whole = board.json("list")
    board("undo")
    assert board.json("list") == []
    assert "inget att ångra" in board("undo", code=3)[1]
    board("redo")
    assert board.json("list") == whole
    assert "inget att göra om" in board("redo", code=3)[1]


def test_plugins_are_switched_on_and_off(board):
    """A bundled plugin is found, brings its entries, and takes them with it."""
    assert "av" in board("plugins")[0]
    board("plugins", "enable", "almanac")
    board("plugins", "enable", "almanac")
    assert board.json("list", "--plugin", "almanac")
    assert re.search(r"almanac +på", board("plugins", "list")[0])
    board("plugins", "disable", "almanac")
    assert board.json("list", "--plugin", "almanac") == []
    board("plugins", "disable", "almanac", code=3)
    assert "Menade du almanac" in board("plugins", "enable", "almanak", code=3)[1]


def test_a_hint_for_many_is_told_once(board):
    """Findings that are mended in the same way stand together, with what to do once below them."""
    for role in ("Kassör", "Sekreterare", "Ordförande"):
        board("record", "add", "role", "--name", role, "--required", "ja")
    out = board("check")[0]
    assert "roller har ingen" in out or out.count("Ingen har rollen") == 3
    assert out.count("vcycle record add uppdrag --role") == 1


def test_history_tells_undoing_from_doing(board):
    """What was undone or done again says so, or it would look as if it had been done twice."""
    board("done", "arsmote.1")
    board("undo")
    board("redo")
    lines = board("history")[0].splitlines()
    assert lines[0].endswith("Gjorde om: Genomförde Årsmöte")
    assert lines[1].endswith("Ångrade: Genomförde Årsmöte")
    assert lines[2].endswith("  Genomförde Årsmöte")
