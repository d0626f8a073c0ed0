"""A new workspace: all of it, or nothing, and never over what is there."""

import contextlib
from datetime import date
from pathlib import Path

import pytest

from tests.spaces import TODAY
from vcycle.errors import InputError, NotFound, StorageError
from vcycle.model.core import Activity, Area, Unit
from vcycle.model.period import Period
from vcycle.model.schedule import Dates
from vcycle.paths import shipped
from vcycle.services import founding
from vcycle.services.founding import DEFAULT_NAME, found
from vcycle.services.workspace import open_workspace


def _tree(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_empty(tmp_path):
    """Without a plan the workspace is empty, knows every year, and opens again."""
    space = found(tmp_path / "a" / "b", today=TODAY)
    assert (space.settings.name, space.years.first) == (DEFAULT_NAME, None)
    assert space.store.find(Activity) == []
    again = open_workspace(tmp_path / "a" / "b", today=TODAY)
    assert again.settings == space.settings


def test_plan_brings_its_own_year_and_name(tmp_path):
    """With a plan the year is the plan's own unless another is asked for, and so is the name."""
    space = found(tmp_path / "x", today=TODAY, plan="ostergotland-2017")
    assert space.years.first == 2017
    assert space.settings.name == space.store.find(Unit, kind="own")[0].name
    assert space.store.find(Area)
    assert space.entries(space.years.year(2017))


def test_year_and_name(tmp_path):
    """What is done once belongs to the year that was asked for; nothing by rule lies before it; the name is kept."""
    space = found(tmp_path / "x", today=TODAY, plan="solna-2020", name="Föreningen Prov", year=2027)
    assert (space.settings.name, space.years.first) == ("Föreningen Prov", 2027)
    assert space.store.find(Unit, kind="own")[0].name == "Föreningen Prov"
    assert {a.year for a in space.store.find(Activity)} <= {None, 2027}
    early = space.entries(Period(date(2000, 1, 1), date(2026, 12, 31)))
    assert all(isinstance(space.sources.activities[e.record].schedule, Dates) for e in early)
    assert open_workspace(tmp_path / "x", today=TODAY).years == space.years


@pytest.mark.parametrize("year", [1899, 9001, 0, -5, 10**9])
def test_impossible_year(tmp_path, year):
    """A year that nobody counts with is refused, and nothing is made."""
    with pytest.raises(InputError, match="inget årtal"):
        found(tmp_path / "x", today=TODAY, year=year)
    assert not (tmp_path / "x").exists()


def test_year_at_the_end(tmp_path):
    """The last year that is counted with works."""
    space = found(tmp_path / "x", today=TODAY, plan="solna-2020", year=9000)
    assert space.entries(space.years.year(9000))


@pytest.mark.parametrize("text", ["", "format = 1\nname = [", 'format = 1\nname = "x"\nnonsens = 1\n', "\x00"])
def test_faulty_plan_leaves_nothing(tmp_path, text):
    """A plan with faults is refused before anything is made, also in a folder that exists."""
    plan = tmp_path / "x.toml"
    plan.write_text(text, "utf-8")
    (tmp_path / "there").mkdir()
    for name in ("new", "there"):
        with pytest.raises(InputError):
            found(tmp_path / name, today=TODAY, plan=str(plan))
    assert not (tmp_path / "new").exists()
    assert list((tmp_path / "there").iterdir()) == []


def test_unknown_plan(tmp_path):
    """A plan that does not exist is refused, with the nearest name."""
    with pytest.raises(NotFound) as refused:
        found(tmp_path / "x", today=TODAY, plan="solna-2021")
    assert "solna-2020" in refused.value.hint
    assert not (tmp_path / "x").exists()


def test_import_that_fails_leaves_nothing(tmp_path):
    """When the records cannot be saved, nothing is left; a folder that was there keeps what it had."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "brev.txt").write_text("hej", "utf-8")
    for name in ("new", "there"):
        with pytest.raises(InputError):
            found(tmp_path / name, today=TODAY, plan="solna-2020", name="x" * 121)
    assert not (tmp_path / "new").exists()
    assert _tree(there) == {"brev.txt": b"hej"}


def test_workspace_that_exists_is_untouched(tmp_path):
    """A folder that is a workspace is refused, and every byte of it stays."""
    found(tmp_path / "x", today=TODAY, plan="solna-2020")
    before = _tree(tmp_path / "x")
    with pytest.raises(NotFound, match="redan en förening"):
        found(tmp_path / "x", today=TODAY, plan="ostergotland-2017")
    assert _tree(tmp_path / "x") == before


def test_data_without_settings_is_untouched(tmp_path):
    """Data whose settings were lost is not written over, and nothing is put beside it."""
    found(tmp_path / "x", today=TODAY, plan="solna-2020")
    (tmp_path / "x" / "vcycle.toml").unlink()
    before = _tree(tmp_path / "x")
    with pytest.raises(StorageError):
        found(tmp_path / "x", today=TODAY)
    assert _tree(tmp_path / "x") == before


def test_a_file_is_no_folder(tmp_path):
    """A file in the folder's place is refused and stays."""
    (tmp_path / "x").write_text("hej", "utf-8")
    with pytest.raises((StorageError, OSError)):
        found(tmp_path / "x", today=TODAY)
    assert (tmp_path / "x").read_text("utf-8") == "hej"


def test_every_shipped_plan(tmp_path):
    """Every shipped plan makes a workspace with entries in its first year."""
    for path in sorted(shipped("plans").glob("*.toml")):
        space = found(tmp_path / path.stem, today=TODAY, plan=path.stem)
        assert space.years.first is not None
        assert space.entries(space.years.year(space.years.first))


@pytest.mark.parametrize("step", range(5))
def test_founding_that_was_killed_is_begun_again(tmp_path, monkeypatch, step):
    """Killed before any of its files took its place, a founding leaves no workspace, and the next one works."""
    moves = []

    def killed(self, target):
        if len(moves) == step:
            raise Killed
        moves.append(target)
        return original(self, target)

    original = Path.replace
    there = tmp_path / "x"
    there.mkdir()
    (there / "brev.txt").write_text("hej", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(founding, "_clear", lambda *_: None)  # a process that is killed clears nothing
        patched.setattr(Path, "replace", killed)
        with contextlib.suppress(Killed):
            found(there, today=TODAY, plan="solna-2020")
    assert (there / "vcycle.toml").exists() == (step == 4)
    if step < 4:
        found(there, today=TODAY, plan="solna-2020")
    assert open_workspace(there, today=TODAY).store.find(Activity)
    assert (there / "brev.txt").read_text("utf-8") == "hej"


class Killed(BaseException):
    """What stands for SIGKILL: nothing may catch it and tidy up."""
