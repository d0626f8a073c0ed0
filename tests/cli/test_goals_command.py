"""`vcycle goals` and `vcycle log` as people and scripts meet them: where every goal stands, and facts in seconds."""

import json
import re

import pytest

from tests.cli_board import ROOT

GOAL = (
    "id", "text", "quote", "source", "area", "state", "plan_state", "value", "target", "reason", "areas", "measure",
    "unit", "low", "high", "forecast", "pace", "pace_per", "evidence", "left",
)  # fmt: skip


@pytest.fixture
def goals(board):
    """A board with a goal of each kind."""
    for key, unit in (("insandare", "antal"), ("balans", "kronor"), ("medlemmar", "antal")):
        board("record", "add", "serie", "--key", key, "--unit", unit)
    for text, measure in (
        ("Synas", "i genomsnitt 4 insandare per månad"),
        ("Spara", "minst 100 000 kr balans, avläst 31 december"),
        ("Växa", "+15 % medlemmar från 87"),
        ("Lista", "minst hälften kvinnor av insandare"),
        ("Ringa", "utan siffra: insandare"),
        ("Trivas", ""),
    ):
        board("record", "add", "mål", "--text", text, "--measure", measure, "--areas", "Alla möten")
    return board


def by_text(found):
    return {goal["text"]: goal for goal in found}


def test_a_goal_has_every_key(goals):
    """A goal's keys are always there; whole numbers are numbers, others fractions, and nothing is rounded."""
    goals("log", "insandare; 22; 2 kvinnor, 1 man")
    found = goals.json("goals")
    assert {tuple(goal) for goal in found} == {GOAL}
    synas = by_text(found)["Synas"]
    assert (synas["state"], synas["target"], synas["area"], len(synas["evidence"])) == ("open", 4, "Alla möten", 1)
    assert "/" in synas["value"]
    share = by_text(found)["Lista"]
    assert (share["value"], share["target"], share["unit"], share["state"]) == ("2/3", "1/2", "share", "fulfilled")
    trivas = by_text(found)["Trivas"]
    assert (trivas["measure"], trivas["value"], trivas["state"], trivas["quote"]) == (None, None, "undecided", None)


def test_the_keys_on_the_page_are_the_keys_of_the_json():
    """docs/cli.md tells the shape of a goal word for word."""
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert tuple(re.search(r"\| goal \| `([^`]+)`", page)[1].split(", ")) == GOAL


def test_the_list_has_a_sign_a_word_and_a_sentence(goals):
    """Each goal stands under its area with its state in words and signs, and its sentence on the next line."""
    goals("log", "insandare", "22")
    out, err = goals("goals")
    lines = out.splitlines()
    assert lines[0] == "Alla möten"
    assert any(line.startswith("  …  pågår") and line.endswith("Synas") for line in lines)
    assert any(line.startswith("  –  ingen siffra") for line in lines)
    assert any(line.startswith("  –  inget mått") for line in lines)
    assert "      22 på " in out
    assert err.startswith("6 mål: ")
    assert "\x1b" not in out


def test_one_goal_shows_its_facts(goals):
    """A goal asked for alone shows its measure in words, how it goes, and the facts; as JSON it is a list of one."""
    goals("log", "insandare; SN; 4 mars; kvinna; bra debatt om skolan")
    out, _ = goals("goals", "Synas")
    assert "Mått: i genomsnitt 4 insandare per månad." in out
    assert "2026-03-04  insandare  1      1 kvinna; SN; bra debatt om skolan" in out
    [alone] = goals.json("goals", "Synas")
    assert alone == by_text(goals.json("goals"))["Synas"]
    assert "finns inte bland mål" in goals("goals", "Synsa", code=3)[1]


def test_areas_and_years(goals):
    """`--area` takes part of a name, whatever its case and accents; `--year` another year; a wrong area is refused."""
    assert len(goals.json("goals", "--area", "MOTEN")) == 6
    assert "Menade du" in goals("goals", "--area", "Alla möter", code=3)[1]
    goals("log", "insandare", "--date", "2025-03-01", "--amount", "48")
    assert by_text(goals.json("goals", "--year", "2025"))["Synas"]["state"] == "fulfilled"
    assert by_text(goals.json("goals"))["Synas"]["state"] == "open"


def test_no_goals_is_said(board):
    """A workspace without goals says how they come; its JSON is an empty list."""
    assert "Det finns inga mål än" in board("goals")[1]
    assert board.json("goals") == []


def test_logging_says_where_the_goals_stand(goals):
    """A fact is echoed, and each goal that counts it says what it comes to now."""
    _, err = goals("log", "medlemmar", "101")
    assert err.splitlines()[0] == "Noterat: medlemmar söndag 8 mars 2026: antal 101. Ångra med ”vcycle undo”."
    assert err.splitlines()[1].startswith("”Växa”: 101 medlemmar")
    _, err = goals("log", "balans", "100 000 kr")
    assert "100\u00a0000 kr" in err
    assert goals.json("record", "list", "core.log")[-1]["amount"] == 10_000_000


def test_wrong_facts_change_nothing(goals):
    """What contradicts itself, has the wrong unit or says no number is refused with a sentence, and nothing is kept."""
    before = goals.bytes()
    assert "--date står redan" in goals("log", "insandare", "i går", "--date", "2026-03-01", code=2)[1]
    assert "--amount står redan" in goals("log", "insandare", "3", "--amount", "4", code=2)[1]
    assert "räknas i kronor" in goals("log", "balans", "--amount", "100000", code=3)[1]
    assert "räknas i antal" in goals("log", "medlemmar", "5 kr", code=3)[1]
    assert "saknas hur mycket" in goals("log", "medlemmar", code=3)[1]
    assert "del 2: ”4 marz”" in goals("log", "insandare; 4 marz", code=3)[1]
    assert goals.bytes() == before


def test_options_and_words_go_together(goals):
    """What the words leave out the options may say; people, labels and notes of both are kept."""
    goals("log", "insandare; kvinna; SN; ”ett”", "--date", "2026-03-01", "--women", "1", "--tag", "DN", "--note", "två")
    row = goals.json("record", "list", "core.log")[-1]
    assert (row["day"], row["women"], row["tags"], row["note"]) == ("2026-03-01", 2, ["SN", "DN"], "ett; två")


def test_a_measure_is_echoed_with_its_reading(goals):
    """Setting a measure says how it was understood and what it says now; what contradicts itself is refused."""
    _, err = goals("record", "set", "mål", "Trivas", "--measure", "minst två gånger styrelsemöten per termin")
    assert err.splitlines()[0] == "Mått: minst 2 styrelsemote per termin."
    assert err.splitlines()[1].startswith("0 av 2 styrelsemöten denna termin")
    _, err = goals("record", "set", "mål", "Växa", "--measure", "minst 2 styrelsemot per termin")
    assert err.splitlines()[1] == "Serien ”styrelsemot” finns inte; menade du ”styrelsemote”?"
    wrong = '{ kind = "count", series = "x", min = 3, max = 2 }'
    goals("record", "add", "serie", "--key", "kassa", "--unit", "kronor")
    number = goals("record", "set", "mål", "Trivas", "--measure", "minst 570 kassa", code=3)[1]
    assert "serien ”kassa” räknas i kronor" in number
    assert "minst 3 är mer än högst 2" in goals("record", "set", "mål", "Trivas", "--measure", wrong, code=3)[1]
    assert goals.json("record", "show", "mål", "Trivas")["measure"] == "minst 2 styrelsemote per termin"


def test_check_tells_of_goals(goals):
    """What goals need is among the findings, with what to do."""
    found = json.loads(goals("check", "--json")[0])
    assert any("”Synas” ligger efter" in finding["message"] for finding in found)
    assert any("1 mål har ingen siffra än: ”Ringa”" in finding["message"] for finding in found)


@pytest.mark.parametrize("text", ["[/red]\x1b[31m", "x" * 10_000, "a\u202eb"])
def test_hostile_goals_are_shown_as_text(board, text):
    """Text in a goal, its noun and its facts is never interpreted, and long ones break nothing."""
    board("record", "add", "serie", "--key", "brev")
    measure = '{ kind = "count", series = "brev", min = 1, noun = "[/red]\\u001b[2J" }'
    board("record", "add", "mål", "--text", text, "--measure", measure)
    board("log", "brev", f'"{text}"')
    for words in (["goals"], ["goals", "--json"], ["check"]):
        out, _ = board(*words)
        assert "\x1b" not in out
        assert "\u202e" not in out
    handle = board.json("goals")[0]["id"]
    assert "\x1b" not in board("goals", handle)[0]


def test_a_name_is_never_kept_in_a_fact(board):
    """A registered person's name in a logged line becomes the id, whatever the series is, and that is said."""
    person = board("record", "add", "person", "--name", "Anna Testsson")[0].strip()
    _, err = board("log", "insandare; Anna Testsson; 2 mars; ”med Anna Testsson i rutan”", "--new")
    assert "Namn sparas inte i fakta: ”Anna Testsson” är noterad som personens id." in err
    [fact] = board.json("record", "list", "loggrad")
    shown = board("record", "show", "loggrad", fact["id"], "--json")[0]
    assert "Testsson" not in shown
    assert shown.count(person) == 2


def test_a_line_in_words_alone_and_what_counts_twice(board):
    """A line without semicolons is read by its words; what was ticked off the same day is said to count twice."""
    _, err = board("log", "styrelsemote SN 22 februari 3 kvinnor")
    assert "Noterat: styrelsemote söndag 22 februari 2026: antal 1, 3 kvinnor, märkt SN." in err
    assert "två gånger" not in err
    board("done", "styrelsemote.2026-02")
    _, err = board("log", "styrelsemote; 22 februari")
    assert "”Styrelsemöte” är avbockat samma dag och räknas redan; nu räknas styrelsemote två gånger." in err
