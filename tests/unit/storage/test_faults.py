"""What is said of damaged data: Swedish, with the place, and what to do; never a decoder's own words."""

import re

import pytest

from tests.unit.storage.cases import add, created, opened, titles
from vcycle.errors import Damaged
from vcycle.model.core import Activity

DECODERS = re.compile(r"Expected|truncated|malformed|Invalid|byte|required|unknown|codec")


def said(folder, change):
    """What opening and reading says when the data file's bytes were changed so."""
    path = folder / "vcycle.json"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Damaged) as caught:
        opened(folder).find(Activity)
    assert not DECODERS.search(str(caught.value))
    assert "vcycle.json" in str(caught.value)
    assert caught.value.hint
    return str(caught.value)


RECORDS = {
    "another kind": (b'"title":"Ett"', b'"title":7', "fältet ”Rubrik” (title) ska vara text men är ett heltal"),
    "missing": (b'"title":"Ett",', b"", "fältet ”Rubrik” (title) saknas"),
    "not ours": (b'"title":"Ett"', b'"title":"Ett","x":1', "fältet ”x” hör inte dit"),
    "no date": (b'"title":"Ett"', b'"title":"Ett","schedule":7', "fältet ”"),
    "not UTF-8": (b'"title":"Ett"', b'"title":"\xff"', "tecken som inte är UTF-8"),
}


@pytest.mark.parametrize("how", RECORDS)
def test_a_damaged_record_is_said_with_its_field(tmp_path, how):
    """The sentence has table, id, and the field by the name that forms show."""
    folder = tmp_path / "w"
    saved = add(created(folder), "Ett")
    old, new, wanted = RECORDS[how]
    message = said(folder, lambda content: new.join(content.rsplit(old, 1)) if old in content else b"")
    assert f"Posten {saved.id} i tabellen core.activity" in message
    assert wanted in message


FILES = {
    "cut": (
        lambda content: content[: content.rindex(b'"title"') + 4],
        "slutar i förtid, i tabellen core.activity, vid",
    ),
    "garbage": (lambda _: b"garbage", "rad 1 är inte JSON"),
    "zeros inside": (
        lambda content: content.replace(b'"revision":1', b'"revision":\0', 1),
        "rad 2 är inte JSON, i tabellen _history, vid posten 000",
    ),
    "a list": (lambda _: b"[]", "innehåller inte tabeller"),
}


@pytest.mark.parametrize("how", FILES)
def test_a_damaged_file_is_said_with_the_place(tmp_path, how):
    """The sentence says where the file is broken: line, table and record, as far as they can be made out."""
    folder = tmp_path / "w"
    add(created(folder), "Ett")
    change, wanted = FILES[how]
    assert wanted in said(folder, change)


def test_damaged_bookkeeping_is_said(tmp_path):
    """What the file says about itself can be damaged too."""
    folder = tmp_path / "w"
    add(created(folder), "Ett")
    assert "säger om sig själv" in said(folder, lambda content: content.replace(b'{"version":1}', b"7", 1))


def test_a_byte_order_mark_is_read(tmp_path):
    """An editor that puts a mark before the text does no harm, and the next save takes it away."""
    folder = tmp_path / "w"
    add(created(folder), "Ett")
    path = folder / "vcycle.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    store = opened(folder)
    assert titles(store) == ["Ett"]
    add(store, "Två")
    assert path.read_bytes().startswith(b"{")
