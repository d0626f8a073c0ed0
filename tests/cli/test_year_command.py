"""`vcycle year new` as people and scripts meet it."""

import pytest

KEYS = [
    "year", "label", "start", "end", "entries", "collisions", "free_days", "undated", "gone", "tasks", "annual_meeting",
]  # fmt: skip


@pytest.fixture
def unfinished(board):
    """The board with one thing to do this year alone."""
    board(
        "record",
        "add",
        "aktivitet",
        "--title",
        "Skriv \x1b[31mhandbok[/red]",
        "--schedule",
        "hela året",
        "--year",
        2026,
    )
    return board


def test_the_year_is_shown_by_month_with_weekdays(unfinished):
    """Everything with its weekday under its month, then what has no day, what is missing and what is carried over."""
    out, err = unfinished("year", "new", 2027, "--dry-run")
    assert out.startswith("Verksamhetsåret 2027: 2027-01-01 – 2027-12-31\n\njanuari 2027\n")
    assert "mån  2027-03-08" in out
    order = [
        "mars 2027",
        "utan dag än",
        "På röda dagar och aftnar (2)",
        "Kommer inte tillbaka av sig självt",
        "Förs vidare från 2026",
    ]
    assert sorted(order, key=out.index) == order
    assert "sön  2027-03-28  18:30–20:30  Styrelsemöte  påskdagen" in out
    assert "Årsmöte   lör  2026-03-21" in out
    assert "Kallelse  lör  2026-03-07  hänger på Årsmöte" in out
    assert "2026 är inte slut än" in err
    assert err.endswith("Så skulle det bli. Ingenting har ändrats.\n")


def test_a_preview_writes_nothing_and_is_what_happens(unfinished):
    """--dry-run leaves every byte alone; doing it gives the same year, and lists the same entries afterwards."""
    before = unfinished.bytes()
    shown = unfinished.json("year", "new", 2027, "--dry-run")
    assert unfinished.bytes() == before
    assert unfinished.json("year", "new", 2027) == shown
    assert unfinished.json("list", "--year", 2027) == shown["entries"]


def test_one_undo_takes_it_back(unfinished):
    """It is one step of the history, under the year's name."""
    steps = len(unfinished.json("history"))
    before = unfinished.json("list", "--year", 2027)
    _, err = unfinished("year", "new", 2027)
    assert "Förde vidare 1 uppgift, obockad." in err
    assert [step["label"] for step in unfinished.json("history")][:-steps] == ["Lade upp verksamhetsåret 2027"]
    unfinished("undo")
    assert unfinished.json("list", "--year", 2027) == before


def test_again_changes_nothing_and_says_so(unfinished):
    """The second time there is nothing to do, not a byte."""
    unfinished("year", "new", 2027)
    before = unfinished.bytes()
    _, err = unfinished("year", "new", 2027)
    assert "1 uppgift från 2026 är redan förd vidare." in err
    assert err.endswith("Ingenting har ändrats.\n")
    assert unfinished.bytes() == before


def test_the_json_has_every_key(unfinished):
    """The keys are always there; all but the entries are named by ids that are among them."""
    year = unfinished.json("year", "new", 2027)
    assert list(year) == KEYS
    ids = {entry["id"] for entry in year["entries"]}
    named = [
        *year["undated"],
        *(f["entry"] for f in year["free_days"]),
        *(i for c in year["collisions"] for i in c["entries"]),
    ]
    assert named
    assert set(named) <= ids
    [task] = year["tasks"]
    assert (task["fate"], task["copy"], task["carried_from"]) == ("carried", f"{task['id']}-2027", 2026)
    assert {"title": "Årsmöte", "series": "arsmote", "count": 1, "last": "2026-03-21", "hangs_on": None} in year["gone"]


def test_what_was_carried_has_a_name_of_its_own(unfinished):
    """Old and new are told apart by the year, and the new one says where it comes from."""
    unfinished("year", "new", 2027)
    out, _ = unfinished("explain", "skriv-31mhandbok-red-2027.2027")
    assert "Förd vidare: först tänkt för 2026." in out
    assert "Förd vidare" not in unfinished("explain", "skriv-31mhandbok-red.2026")[0]


def test_what_is_needless_afterwards_is_named(unfinished):
    """Something done in its last weeks, after the new year was laid out, is told with how to take the copy away."""
    unfinished("year", "new", 2027)
    unfinished("done", "skriv-31mhandbok-red.2026")
    _, err = unfinished("year", "new", 2027)
    words = err.partition("”vcycle ")[2].partition("”")[0].split()
    assert words[:3] == ["record", "rm", "aktivitet"]
    unfinished(*words)
    assert "sedan dess klara" not in unfinished("year", "new", 2027)[1]


def test_what_was_thrown_away_is_told_and_not_made_again(unfinished):
    """The board knows best what it no longer wants."""
    unfinished("year", "new", 2027)
    [task] = unfinished.json("year", "new", 2027)["tasks"]
    unfinished("record", "rm", "aktivitet", task["copy"])
    assert "1 uppgift som ni har tagit bort görs inte om." in unfinished("year", "new", 2027)[1]


def test_hostile_text_is_shown_and_not_obeyed(unfinished):
    """What somebody pasted into a title reaches no terminal as commands."""
    for words in (("--dry-run",), (), ("--json",)):
        out, err = unfinished("year", "new", 2027, *words)
        assert "\x1b" not in out + err
        assert "handbok[/red]" in out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((2025,), 3, "redan slut"),
        ((2100,), 3, "för långt fram"),
        ((99,), 2, "mellan 1900 och 9000"),
        (("nästa",), 2, "heltal"),
        ((), 2, "ÅR"),
    ],
)
def test_a_year_that_cannot_be_is_refused(board, words, code, sentence):
    """With a sentence and the contract's code, and nothing changed."""
    before = board.bytes()
    out, err = board("year", "new", *words, code=code)
    assert out == ""
    assert sentence in err
    assert board.bytes() == before


def test_a_year_further_ahead_says_that_it_is_not_the_next(board):
    """It can be looked at; what is unfinished waits."""
    assert "2028 är inte nästa år" in board("year", "new", 2028)[1]


def test_the_settings_are_left_alone_and_the_line_is_told(board):
    """Where years begin on the annual meeting's day, the line to write is given: a file cannot be undone."""
    with (board.folder / "vcycle.toml").open("a") as file:
        file.write("\n[years.starts]\n2026 = 2026-01-01\n")
    board("record", "add", "aktivitet", "--title", "Årsmöte", "--series", "arsmote", "--schedule", "2027-03-20")
    before = board.bytes()
    _, err = board("year", "new", 2027)
    assert "2027 = 2027-03-20 under [years.starts]" in err
    assert board.bytes() == before
