"""Disks that are really full and folders that are really closed, in processes of their own."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

from tests.unit.storage.cases import add, created, opened, titles
from vcycle.disk import signature, sync_folder, write_durably
from vcycle.errors import StorageError
from vcycle.model.core import Activity

OPEN = """
import sys
from datetime import date
from pathlib import Path
from vcycle.errors import VcycleError
from vcycle.model.core import CORE_TYPES, Activity
from vcycle.model.records import Registry
from vcycle.storage.documents import open_store

def act():
    store = open_store(Path(sys.argv[1]), Registry(CORE_TYPES), who="Anna", today=date(2026, 11, 20))
    print([activity.title for activity in store.find(Activity)])
    try:
        with store.transaction("Lade till") as changes:
            changes.put(Activity(title="x" * 9000))
    except VcycleError as error:
        print(error, error.hint, sep="|")
    print([activity.title for activity in store.find(Activity)])
"""
FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))  # the kernel cuts the write short and then refuses it
act()
"""
CLOSED = """
import ctypes
if sys.platform == "linux":  # without its capabilities even root is bound by permission bits
    assert ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()) == 0
act()
"""


def run(folder, how):
    done = subprocess.run([sys.executable, "-c", OPEN + how, str(folder)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def files(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_full_disk_is_said_plainly_and_changes_nothing(tmp_path):
    """When the file no longer fits, a sentence says so, no half file stays, and the data is as before."""
    folder = tmp_path / "w"
    add(created(folder), "Möte")
    add(opened(folder), "Årsmöte")
    before = files(folder)
    first, error, last = run(folder, FULL)
    assert error == (
        "Disken är full: vcycle.json fick inte plats. Inget är ändrat.|Gör plats på disken och försök igen."
    )
    assert first == last == "['Möte', 'Årsmöte']"
    assert files(folder) == before
    add(opened(folder), "Plats igen")


def test_closed_folder_can_be_read(tmp_path):
    """In a folder without write permission reading works, and saving says which folder is closed."""
    folder = tmp_path / "w"
    add(created(folder), "Möte")
    before = files(folder)
    (folder / ".lock").unlink()
    folder.chmod(0o555)
    try:
        first, error, last = run(folder, CLOSED)
    finally:
        folder.chmod(0o755)
    assert error.startswith(f"Mappen {folder} går inte att skriva i. Inget är ändrat.|")
    assert first == last == "['Möte']"
    assert files(folder) == before


def test_torn_history_in_a_closed_folder_is_read_whole(tmp_path):
    """What cannot be mended can still be read, from the line that the data file carries."""
    folder = tmp_path / "w"
    add(created(folder), "Möte")
    (folder / "history.jsonl").write_bytes(b'{"id')
    (folder / ".lock").unlink()
    (folder / ".lock").mkdir()
    store = opened(folder)
    assert [line.label for line in store.history()] == ["Lade till Möte"]
    with pytest.raises(StorageError, match="går inte att skriva i"):
        add(store)


def test_backup_folder_that_is_a_file_stops_the_save(tmp_path):
    """Without a place for the day's backup nothing is saved, and the sentence names the folder."""
    folder = tmp_path / "w"
    created(folder)
    add(opened(folder), "Möte")
    shutil.rmtree(folder / "backups", ignore_errors=True)
    (folder / "backups").write_text("en fil")
    with pytest.raises(StorageError, match="backups går inte att skriva i"):
        add(opened(folder), "Till")
    assert titles(opened(folder)) == ["Möte"]


def test_workspace_in_a_file_is_refused(tmp_path):
    """A file in place of the folder can neither be opened nor made a workspace."""
    place = tmp_path / "w"
    place.write_text("en fil")
    with pytest.raises(StorageError):
        opened(place)
    with pytest.raises(StorageError):
        created(place)
    assert place.read_text() == "en fil"


def test_unreadable_data_file_is_named(tmp_path):
    """A folder in place of the data file is an error with the file's name, not a crash."""
    created(tmp_path / "w")
    (tmp_path / "w" / "vcycle.json").unlink()
    (tmp_path / "w" / "vcycle.json").mkdir()
    with pytest.raises(StorageError, match=r"vcycle\.json är en mapp"):
        opened(tmp_path / "w")


def test_data_file_behind_a_link_stays_behind_it(tmp_path):
    """A data file that is a link to another disk is replaced there, and stays a link here."""
    store = created(tmp_path / "w")
    path, elsewhere = tmp_path / "w" / "vcycle.json", tmp_path / "annan disk.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    add(opened(tmp_path / "w"))
    assert path.is_symlink()
    assert titles(opened(tmp_path / "w")) == ["Styrelsemöte"]
    assert store.find(Activity) != []


def test_large_writes_are_written_whole(tmp_path, monkeypatch):
    """A system that takes a few bytes at a time still gets all of them."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    write_durably(tmp_path / "file", b"0123456789" * 20)
    assert (tmp_path / "file").read_bytes() == b"0123456789" * 20


def test_every_version_looks_new(tmp_path, monkeypatch):
    """Two versions never share a signature, even where the clock stands still and the disk reuses inodes."""
    path = tmp_path / "file"
    last = write_durably(path, b"ett")
    os.utime(path, ns=(last[1] + 10**12, last[1] + 10**12))
    last = signature(path)
    for content in (b"tva", b"tre", b"fem"):
        written = write_durably(path, content, last)
        assert written == signature(path)
        assert written[1] > last[1]
        last = written


def test_folder_that_cannot_be_synced_is_no_error(tmp_path, monkeypatch):
    """Systems that open no folders, or sync none, save all the same; a disk that fails does not pass for them."""
    sync_folder(tmp_path / "finns inte")

    def refuse(number):
        def fail(_descriptor):
            raise OSError(number, "nej")

        return fail

    monkeypatch.setattr(os, "fsync", refuse(errno.EINVAL))
    sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse(errno.EIO))
    with pytest.raises(StorageError, match="kunde inte bekräfta"):
        sync_folder(tmp_path)
