"""What commands make for others, on disk."""

import os
import stat
import threading

import pytest

from vcycle.errors import StorageError
from vcycle.services.handing_out import write


def test_the_file_may_be_read_by_others_and_stays_behind_its_link(tmp_path):
    """What a web server hands out must be as readable as any file of the user's, also where the path is a link."""
    real, link, plain = tmp_path / "public.ics", tmp_path / "year.ics", tmp_path / "plain"
    link.symlink_to(real)
    plain.touch()
    write(b"one", link)
    write(b"two", link)
    assert link.is_symlink()
    assert real.read_bytes() == b"two"
    assert stat.S_IMODE(real.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["plain", "public.ics", "year.ics"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a thing of POSIX")
def test_what_is_no_plain_file_is_written_to(tmp_path):
    """A pipe, or /dev/null, must get the bytes and still be there."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(b"calendar", pipe)
    reader.join(10)
    assert got == [b"calendar"]
    assert pipe.is_fifo()


def test_a_folder_or_a_missing_one_is_refused_in_swedish(tmp_path):
    """The sentence must name the place and say what is wrong with it."""
    with pytest.raises(StorageError, match="är en mapp"):
        write(b"x", tmp_path)
    with pytest.raises(StorageError, match="finns inte"):
        write(b"x", tmp_path / "no" / "year.ics")
    assert os.listdir(tmp_path) == []
