"""What is kept for a time only: erased when it is over, everywhere, and never by looking ahead."""

from datetime import date

import pytest

from tests.circle_plugin import Circle, Note
from tests.spaces import a_space
from vcycle.cli.main import run
from vcycle.services.expiry import expired, sweep

CIRCLE = Circle(id="c1", kind="Kväll", day=date(2026, 3, 1))
NOTE = Note(id="n1", circle="c1", text="hemlig-uppgift-om-barn")


@pytest.fixture
def space(tmp_path):
    return a_space(tmp_path / "x", CIRCLE, NOTE, plugins={"circles": "tests.circle_plugin"})


def test_it_is_kept_for_its_days(space):
    """Thirty days after the linked record's day it is still there, the day after it has expired."""
    assert list(expired(space, date(2026, 3, 31))) == []
    assert [id_ for _kind, id_ in expired(space, date(2026, 4, 1))] == ["n1"]


def _holds(space, words):
    """The files of the workspace that hold the words."""
    return [path.name for path in space.folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_what_was_thrown_away_goes_too(space):
    """In the trash it lies no longer than in use: not 90 days when it should be gone after 30."""
    with space.store.transaction("Prov") as transaction:
        transaction.remove(Note, "n1")
    assert sweep(space, date(2026, 3, 31)) == 0
    assert sweep(space, date(2026, 4, 1)) == 1
    assert _holds(space, b"hemlig") == []


def test_what_was_undone_goes_when_the_history_is_read(space):
    """An undone note lives in the history alone: the thorough sweep finds it there and leaves nothing."""
    with space.store.transaction("Prov") as transaction:
        transaction.put(Note(id="n9", circle="c1", text="hemlig-angrad"))
    space.store.undo()
    assert sweep(space, date(2026, 4, 1)) == 1
    assert _holds(space, b"hemlig-angrad") != []
    assert sweep(space, date(2026, 4, 1), thorough=True) == 1
    assert _holds(space, b"hemlig") == []
    assert sweep(space, date(2026, 4, 1), thorough=True) == 0


def test_its_words_stand_in_no_heading(space, capsys):
    """What is kept for a time only is not named in the history's headings."""
    words = ["--data", str(space.folder), "record", "add", "lapp", "--circle", "c1", "--text", "fem ar gammal"]
    assert run(words) == 0
    capsys.readouterr()
    assert "fem ar" not in space.store.history(1)[0].label


def test_without_its_link_days_count_from_the_last_save(tmp_path):
    """A record whose link leads nowhere is kept for its days after it was saved, not for ever."""
    lost = Note(id="n2", circle="gone", text="x")
    space = a_space(tmp_path / "x", lost, plugins={"circles": "tests.circle_plugin"})
    saved = date.fromisoformat(space.store.get(Note, "n2").changed[:10])
    assert list(expired(space, saved)) == []
    assert len(list(expired(space, date.fromordinal(saved.toordinal() + 31)))) == 1


def test_nothing_of_it_is_left_in_any_file(space):
    """Erased is erased: no file of the workspace holds its words any longer, and undo does not bring it back."""
    assert sweep(space, date(2026, 4, 1)) == 1
    assert space.store.find(Note) == []
    kept = [path for path in space.folder.rglob("*") if path.is_file() and b"hemlig" in path.read_bytes()]
    assert kept == []
    assert space.store.find(Circle)[0].id == "c1"


def test_every_command_sweeps_but_never_ahead_of_time(space, capsys):
    """Opening the workspace erases what has expired, and says so; --today in the future erases nothing by itself."""
    fresh = Circle(id="c2", kind="Kväll", day=date(9000, 1, 1))
    with space.store.transaction("Prov") as transaction:
        transaction.put(fresh)
        transaction.put(Note(id="n3", circle="c2", text="kvar"))
    assert run(["--data", str(space.folder), "--today", "9000-06-01", "record", "list", "lapp"]) == 0
    out, err = capsys.readouterr()
    assert "kvar" in out
    assert "hemlig" not in out
    assert "Raderade för gott 1 uppgift" in err
