"""`vcycle record`: the contract of its words, its JSON and its exit codes, for every record type."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from vcycle.cli.main import run
from vcycle.config import Settings
from vcycle.model.core import CORE_TYPES, Change
from vcycle.services.workspace import create_workspace, open_workspace

TODAY = date(2026, 11, 20)
HOSTILE = "\x1b[31mRöd\x1b[0m [/red] \u202eemitsgol\u202c \U0001f600 =1+1" + "x" * 60


class Board:
    """A workspace that commands are run on, as people type them."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> tuple[str, str]:
        """What `vcycle record WORDS` says on stdout and stderr."""
        self.capsys.readouterr()
        found = run(["--data", str(self.folder), "--today", str(TODAY), "record", *words])
        out, err = self.capsys.readouterr()
        assert found == code, err
        return out, err

    def json(self, *words: str):
        return json.loads(self(*words, "--json")[0])

    def help(self, *words: str) -> str:
        self.capsys.readouterr()
        assert run(["--data", str(self.folder), "record", *words]) == 0
        return self.capsys.readouterr().out

    @property
    def store(self):
        return open_workspace(self.folder, today=TODAY).store


@pytest.fixture
def board(tmp_path, capsys, monkeypatch) -> Board:
    for name in ("VCYCLE_DATA", "VCYCLE_TODAY", "VCYCLE_USER"):
        monkeypatch.delenv(name, raising=False)
    create_workspace(tmp_path / "board", Settings(name="Test"), today=TODAY)
    return Board(tmp_path / "board", capsys)


def test_types_are_told_with_their_fields(board):
    """`types --json` must give every listed type with its fields, and nothing of the program's bookkeeping."""
    types = {kind["key"]: kind for kind in board.json("types")}
    assert set(types) == {kind.key for kind in CORE_TYPES if kind.listed}
    person = types["core.person"]
    assert (person["singular"], person["plural"]) == ("person", "personer")
    fields = {field["name"]: field for field in person["fields"]}
    assert list(fields) == ["name", "email", "phone", "gender", "member_since"]
    assert fields["name"]["required"] is True
    assert fields["gender"]["choices"] == ["woman", "man", "other"]
    assert fields["gender"]["kind"] == "choice"
    assert {"name", "label", "kind", "required", "choices", "link"} <= set(fields["email"])
    assert fields["email"]["choices"] is None
    role = next(field for field in types["core.holder"]["fields"] if field["name"] == "role")
    assert role["link"] == "core.role"
    assert "core.person" in board("types")[0]


def test_a_record_has_every_field_in_json(board):
    """A record's JSON must hold its bookkeeping and all declared fields, null where there is no value."""
    added = board.json("add", "core.activity", "--title", "Möte", "--schedule", "8 mars", "--start-time", "18.30",
                       "--tags", "a", "--tags", "b")  # fmt: skip
    assert added == {
        "id": added["id"], "type": "core.activity", "revision": 1, "created": added["created"],
        "changed": added["changed"], "title": "Möte", "schedule": "8 mars varje år", "start_time": "18:30",
        "end_time": None, "place": None, "areas": [], "responsible": None, "series": None, "tags": ["a", "b"],
        "year": None, "exported": True, "description": None, "quote": None, "source": None, "level": None,
        "stop": None, "follows": [], "paragraph": None, "basis": None, "checked": None, "plan_item": None,
        "carried_from": None,
    }  # fmt: skip
    assert len(added["id"]) == 16
    assert added["created"].endswith("Z")
    assert board.json("show", "aktivitet", "Möte") == added
    assert board.json("list", "aktiviteter") == [added]
    assert board.json("list", "core.person") == []


def test_a_rule_is_echoed_with_its_next_days(board):
    """A schedule must be told back as it was understood, with the five next days, on stderr."""
    out, err = board("add", "core.activity", "--title", "Pizza", "--schedule", "sista torsdagen varje månad")
    assert out.strip() == board.json("list", "activity")[0]["id"]
    assert "När: sista torsdagen varje månad" in err
    assert "tors 26 nov 2026, tors 31 dec 2026, tors 28 jan 2027, tors 25 feb 2027, tors 25 mars 2027." in err
    assert "Utan bestämd dag" in board("set", "activity", "Pizza", "--schedule", "efter sommaren")[1]
    assert "inga dagar" in board("set", "activity", "Pizza", "--schedule", "2020-05-01")[1]
    assert "När" not in board("set", "activity", "Pizza", "--place", "Här")[1]


def test_a_rule_that_hangs_on_a_series_is_echoed_with_its_next_days(board):
    """What hangs on something must show the days that follow from it, or say that nothing there has a day."""
    board("add", "core.activity", "--title", "Årsmöte", "--series", "arsmote", "--schedule", "7 mars")
    err = board("add", "core.activity", "--title", "Kallelse", "--schedule", "två veckor före årsmöte")[1]
    assert "Närmast: sön 21 feb 2027, tis 22 feb 2028, ons 21 feb 2029." in err
    err = board("add", "core.activity", "--title", "Motioner", "--schedule", "tre månader före kongress")[1]
    assert "Inget i serien kongress har någon dag än" in err


def test_links_are_given_by_name(board):
    """A link must be settable by a unique name, an unknown one be answered with the nearest, two with both."""
    role = board.json("add", "role", "--name", "Kassör")
    board("add", "area", "--name", "Kultur")
    activity = board.json("add", "activity", "--title", "A", "--responsible", "kassör", "--areas", "Kultur")
    assert activity["responsible"] == role["id"]
    assert board.json("list", "activity", "--where", "responsible=Kassör") == [activity]
    assert board.json("list", "activity", "--where", "areas=kultur") == [activity]
    assert "menade du Kassör?" in board("set", "activity", "A", "--responsible", "Kasör", code=3)[1]
    board("add", "role", "--name", "kassör")
    err = board("set", "activity", "A", "--responsible", "Kassör", code=3)[1]
    assert role["id"][:4] in err
    assert "kan betyda" in err
    assert "Kassör" in board("show", "activity", "A")[0]


def test_every_fault_is_told_at_once(board):
    """Unknown, missing, double and wrong fields must all be told together, and nothing be saved."""
    err = board("add", "person", "--nam", "x", "--member-since", "snart", "--gender", "robot", "--email", "a",
                "--email", "b", code=3)[1]  # fmt: skip
    for sentence in (
        "fältet ”nam” finns inte; menade du name?",
        "Namn (name): måste fyllas i",
        "Medlem från (member_since): ”snart” är inget datum",
        "Kön (gender): ”robot” finns inte att välja",
        "E-post (email): står två gånger",
    ):
        assert sentence in err
    assert board.json("list", "person") == []
    assert board.store.history() == []


def test_no_personal_number_is_kept_or_repeated(board):
    """A personnummer must be refused wherever it stands, with the reason, and appear in no message."""
    for words in (("--name", "Anna 811218-9876"), ("--name", "A", "--member-since", "19811218-9876"),
                  ("--name", "A", "--gender", "8112189876"), ("--811218-9876", "x", "--name", "A")):  # fmt: skip
        out, err = board("add", "person", *words, code=3)
        assert "9876" not in out + err
    out, err = board("show", "person", "811218-9876", code=3)
    assert "9876" not in out + err
    assert "sparar aldrig personnummer" in board("add", "role", "--name", "8112189876", code=3)[1]
    board("add", "person", "--name", "Anna", "--phone", "0701234569")
    assert b"9876" not in (board.folder / "vcycle.json").read_bytes()


def test_set_changes_only_what_is_given(board):
    """`set` must change the given fields, clear those given empty, say when nothing changes, and raise the revision."""
    board("add", "person", "--name", "Anna", "--email", "a@b", "--phone", "070", "--gender", "kvinna")
    changed = board.json("set", "person", "Anna", "--email", "", "--gender=", "--name=Anna Ny")
    assert (changed["name"], changed["email"], changed["gender"], changed["phone"]) == ("Anna Ny", None, None, "070")
    assert changed["revision"] == 2
    assert "Ingenting ändrades" in board("set", "person", "Anna Ny", "--phone", "070")[1]
    assert board.json("show", "person", changed["id"][:15])["revision"] == 2
    assert "måste fyllas i" in board("set", "person", "Anna Ny", "--name", "", code=3)[1]
    assert board.store.history()[0].label == "Ändrade person"


def test_rm_puts_in_the_trash_and_undo_brings_back(board):
    """`rm` must take the record away, say how it comes back, and `undo` bring it back."""
    added = board.json("add", "person", "--name", "Anna")
    assert "vcycle record restore" in board("rm", "person", "anna")[1]
    assert board.json("list", "person") == []
    assert run(["--data", str(board.folder), "undo"]) == 0
    assert board.json("show", "person", "Anna")["id"] == added["id"]
    assert board.json("rm", "person", added["id"])["name"] == "Anna"


def test_rm_of_what_others_link_to_needs_force(board):
    """What others link to must stay, with all of them named, unless forced; occurrences that happened count too."""
    board("add", "role", "--name", "Kassör")
    activity = board.json("add", "activity", "--title", "Möte", "--responsible", "Kassör", "--schedule", "8 mars")
    err = board("rm", "role", "Kassör", code=3)[1]
    assert "aktivitet ”Möte” (Ansvarig)" in err
    assert "--force" in err
    with board.store.transaction("Höll") as transaction:
        transaction.put(Change(id=f"{activity['id']}.2026", record=activity["id"], slot="2026", held=True))
    assert "1 tillfällen som är" in board("rm", "activity", "Möte", code=3)[1]
    board("rm", "role", "Kassör", "--force")
    assert board.json("list", "role") == []
    assert activity["id"] in board("show", "activity", "Möte")[0]


def test_the_table_shows_short_ids_that_work(board):
    """The table must align the list columns under their labels, with ids that the other commands accept."""
    for name in ("Anna", "Bo", "Cia"):
        board("add", "person", "--name", name, "--email", f"{name}@example.org")
    heading, *lines = board("list", "personer")[0].splitlines()
    assert heading.split() == ["ID", "Namn", "E-post", "Telefon"]
    at = heading.index("Namn")
    for line, name in zip(lines, ("Anna", "Bo", "Cia"), strict=True):
        assert line[at:].startswith(name)
        assert board.json("show", "person", line.split()[0])["name"] == name
    out, err = board("list", "roller")
    assert out == ""
    assert err == "Här finns inga roller än.\n"


def test_where_keeps_what_fits(board):
    """`--where` must compare by value, without regard to case, several must all hold, and faults be told."""
    board("add", "unit", "--name", "Solna", "--kind", "child")
    board("add", "unit", "--name", "Stockholm", "--kind", "distrikt")
    assert [unit["name"] for unit in board.json("list", "unit", "--where", "kind=Distrikt")] == ["Stockholm"]
    assert [unit["name"] for unit in board.json("list", "unit", "--where", "namn=solna")] == ["Solna"]
    assert board.json("list", "unit", "--where", "name=Solna", "--where", "kind=district") == []
    assert "som passar" in board("list", "unit", "--where", "name=Z")[1]
    assert "menade du name" in board("list", "unit", "--where", "nam=Z", code=2)[1]
    assert "FÄLT=VÄRDE" in board("list", "unit", "--where", "Z", code=2)[1]


def test_hostile_text_is_shown_and_kept_as_it_is(board):
    """Escape codes, markup and turning marks must come out visible in tables and exact in JSON."""
    board("add", "role", "--name", HOSTILE, "--description", "a\nb\x07")
    for words in (("list", "role"), ("show", "role", HOSTILE)):
        out, _ = board(*words)
        assert not set(out) & set("\x1b\x07\u202e\u202c")
        assert "[/red]" in out
    assert board.json("list", "role")[0]["name"] == HOSTILE
    assert board.json("set", "role", HOSTILE, "--name", "Ny")["description"] == "a\nb\x07"


def test_bookkeeping_is_shown_and_never_changed(board):
    """Types that the program writes itself must be readable by key, absent from `types`, and refused to change."""
    assert board.json("list", "core.ledger") == []
    for words in (("add", "core.change", "--slot", "x"), ("set", "core.change", "x", "--slot", "y"),
                  ("rm", "core.change", "x")):  # fmt: skip
        assert "sköts av programmet" in board(*words, code=3)[1]
    assert "core.change" not in board("types")[0]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "Här saknas: GÖR"),
        (("foo",), 2, "finns inte; välj bland"),
        (("list",), 2, "Här saknas: SLAG"),
        (("add",), 2, "Här saknas: SLAG"),
        (("show", "person"), 2, "Här saknas: POST"),
        (("list", "persn"), 3, "ingen posttyp som heter ”persn”"),
        (("show", "person", "Ingen"), 3, "”Ingen” finns inte bland personer"),
        (("add", "person", "--name"), 2, "--name ska följas av ett värde"),
        (("add", "person", "--name", "A", "B"), 2, "Förstår inte: ”B”"),
        (("set", "person", "A"), 2, "vad som ska ändras"),
        (("list", "person", "--frm", "x"), 2, "Förstår inte"),
        (("export", "person"), 2, "Här saknas: FIL.csv"),
        (("import", "person", "none.csv"), 3, "none.csv finns inte"),
    ],
)
def test_wrong_words_get_a_sentence_and_a_code(board, words, code, sentence):
    """Every wrong command line must end with its exit code, a sentence on stderr and nothing on stdout."""
    out, err = board(*words, code=code)
    assert sentence in err
    assert out == ""


def test_help_shows_the_actions_and_the_fields(board):
    """Help must name every action, and for a type every field that forms show, with choices."""
    overview = board.help("--help")
    assert all(name in overview for name in ("types", "list", "show", "add", "set", "rm", "export", "import"))
    for action in ("types", "list", "show", "add", "set", "rm", "export", "import"):
        assert "Exempel:" in board.help(action, "--help")
    fields = board.help("add", "activity", "--help")
    assert "--start-time" in fields
    assert "--plan-item" not in fields
    assert "kvinna, man, annat" in board.help("set", "person", "-h")


def test_options_for_everything_may_stand_last(board, tmp_path):
    """--data, --today and --as must work after the record's own words too, and never be taken out of a value."""
    create_workspace(tmp_path / "other", Settings(), today=TODAY)
    board("add", "person", "--name", "--today", "--data", str(tmp_path / "other"), "--as", "Bo")
    assert board.json("list", "person") == []
    other = Board(tmp_path / "other", board.capsys)
    assert [person["name"] for person in other.json("list", "person")] == ["--today"]
    assert other.store.history()[0].who == "Bo"
    err = board("add", "activity", "--title", "A", "--schedule", "8 mars", "--today=2030-01-01")[1]
    assert "8 mars 2030" in err


def test_a_file_goes_out_and_in(board, tmp_path):
    """An exported file must come back without a change; a dry run and a faulty file must save nothing."""
    file = tmp_path / "personer.csv"
    for name in ("Anna", "=Bo"):
        board("add", "person", "--name", name, "--email", f"{name}@b")
    assert "Skrev 2 personer" in board("export", "person", str(file))[1]
    assert board.json("import", "person", str(file)) == {"added": 0, "changed": 0, "unchanged": 2, "known": 0}
    assert "'=Bo" in file.read_text("utf-8-sig")
    file.write_text("namn;telefon\nCia;070\nDan;071\n")
    assert "Ingenting har ändrats" in board("import", "person", str(file), "--dry-run")[1]
    assert len(board.json("list", "person")) == 2
    assert "Läste in 2 personer från personer.csv: 2 nya." in board("import", "personer", str(file))[1]
    assert "Ingenting nytt i personer.csv: 2 fanns redan." in board("import", "personer", str(file))[1]
    file.write_text("namn;telefon\n;070\n;071\n")
    err = board("import", "person", str(file), code=3)[1]
    assert "Rad 2, Namn (name)" in err
    assert "Rad 3, Namn (name)" in err
    file.write_bytes("namn\nÅsa\n".encode("cp1252"))
    assert "Windows-1252" in board("import", "person", str(file))[1]
    assert [person["name"] for person in board.json("list", "person")] == ["Anna", "=Bo", "Cia", "Dan", "Åsa"]


def test_the_program_itself(board):
    """The real program must speak UTF-8 JSON on a pipe whatever the locale, and exit as the contract says."""
    environment = {**os.environ, "LC_ALL": "C", "VCYCLE_DATA": str(board.folder)}
    command = [sys.executable, "-m", "vcycle", "record"]
    added = subprocess.run([*command, "add", "person", "--name", "Åsa", "--json"], capture_output=True, env=environment)
    assert added.returncode == 0
    assert json.loads(added.stdout.decode("utf-8"))["name"] == "Åsa"
    latin = subprocess.run([*command, "add", "person", "--name", b"\xc5sa"], capture_output=True, env=environment)
    assert latin.returncode == 3
    assert "UTF-8" in latin.stderr.decode("utf-8")
    refused = subprocess.run([*command, "add", "person", "--nam", "x"], capture_output=True, env=environment)
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert "menade du name?" in refused.stderr.decode("utf-8")


def test_what_was_thrown_away_is_listed_and_brought_back_by_name(board):
    """A removed record must be found in the trash by name or id, and come back with what it held."""
    board("add", "person", "--name", "Anna Ek", "--email", "anna@example.org")
    before = board.json("show", "person", "Anna Ek")
    board("rm", "person", "Anna Ek")
    assert board("trash")[0].split()[1:4] == ["person", "Anna", "Ek"]
    assert [record["id"] for record in board.json("trash")] == [before["id"]]
    board("restore", "person", "anna ek")
    after = board.json("show", "person", "Anna Ek")
    assert (after["id"], after["email"]) == (before["id"], "anna@example.org")
    assert board("trash")[0] == ""


def test_restoring_what_is_not_in_the_trash_says_so(board):
    """A name that nothing or several removed records have must get a sentence and change nothing."""
    assert "Ingen borttagen person passar" in board("restore", "person", "Anna", code=3)[1]
    for _ in range(2):
        board("add", "person", "--name", "Kim")
        board("rm", "person", "Kim")
    assert "Flera borttagna personer passar" in board("restore", "person", "Kim", code=3)[1]


def test_a_record_is_dated_in_swedish_time(board):
    """When a record was made and changed is shown to the minute, as the history shows it."""
    board("add", "person", "--name", "Åsa")
    board("set", "person", "Åsa", "--email", "asa@example.org")
    out = board("show", "person", "Åsa")[0]
    assert re.search(r"^Skapad \d{4}-\d\d-\d\d \d\d:\d\d, ändrad \d{4}-\d\d-\d\d \d\d:\d\d.*\.$", out, re.MULTILINE)


def test_a_stop_in_the_wrong_order_is_said_at_once(board):
    """A local last day that is added after the national one of its kind is told of when it is saved."""
    words = ("add", "aktivitet", "--stop", "motioner", "--title")
    assert "Obs" not in board(*words, "Riks", "--level", "riks", "--schedule", "2026-05-01")[1]
    _, err = board(*words, "Vi", "--level", "lokalt", "--schedule", "2026-06-01")
    assert "Obs: ”Vi” 2026-06-01 kommer efter ”Riks” 2026-05-01; ”motioner” går lokalt före riks." in err


def test_a_fact_added_as_a_record_holds_no_name(board):
    """A registered name in the labels or the note of a fact becomes the id, as it does in ”vcycle log”."""
    person = board("add", "person", "--name", "Anna Testsson")[0].strip()
    words = ("--series", "brev", "--day", "2026-03-01", "--tags", "Anna Testsson, SN", "--note", "Till Anna Testsson")
    saved, _ = board("add", "loggrad", *words, "--json")
    assert "Testsson" not in saved
    assert saved.count(person) == 2
