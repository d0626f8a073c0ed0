"""CSV files: every way that spreadsheets write them is read, and nothing that is written runs as a formula."""

import csv
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field_strategies import any_text
from vcycle.errors import InputError, StorageError
from vcycle.services.records.csv_file import guarded, read_sheet, unguarded, write_sheet

COLUMNS = {"namn", "e-post"}


def read(path: Path):
    return read_sheet(path, lambda heading: heading.strip().casefold() in COLUMNS)


def sheet_of(path: Path, content: bytes):
    path.write_bytes(content)
    return read(path)


TEXT = "Namn;E-post\r\nÅsa Öberg;asa@example.org\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.rstrip().encode(),
        b"sep=;\r\n" + TEXT.encode(),
        b"sep=|\n" + TEXT.replace(";", "|").encode(),
        TEXT.replace("Namn", '"Namn"').encode(),
    ],
)
def test_every_form_is_read(tmp_path, content):
    """Encodings, marks, separators and line ends must all give the same cells, without a notice."""
    sheet = sheet_of(tmp_path / "a.csv", content)
    assert sheet.header == ("Namn", "E-post")
    assert [cells for _, cells in sheet.rows] == [("Åsa Öberg", "asa@example.org")]
    assert sheet.notice == ""


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_guessed_encoding_is_told(tmp_path, encoding):
    """A file in an old Windows encoding must be read, and the guess told."""
    sheet = sheet_of(tmp_path / "a.csv", TEXT.encode(encoding))
    assert sheet.rows[0][1][0] == "Åsa Öberg"
    assert "Windows-1252" in sheet.notice


def test_bytes_that_cp1252_lacks_are_read_too(tmp_path):
    """The five bytes without a meaning in Windows-1252 must not stop a file."""
    assert sheet_of(tmp_path / "a.csv", b"Namn\n\x81\xe5\n").rows[0][1] == ("\x81å",)


def test_the_separator_is_what_gives_known_headings(tmp_path):
    """A comma inside the only heading's cells must not be taken for the separator."""
    sheet = sheet_of(tmp_path / "a.csv", b"Namn\nBerg, Anna, Karin\n")
    assert sheet.rows == ((2, ("Berg, Anna, Karin",)),)
    sheet = sheet_of(tmp_path / "a.csv", b"Namn,E-post,x;y;z;u\nA,b,c\n")
    assert sheet.header == ("Namn", "E-post", "x;y;z;u")


def test_rows_have_the_spreadsheet_numbers(tmp_path):
    """Empty lines must be left out but counted, and a quoted line break must not make a new row."""
    sheet = sheet_of(tmp_path / "a.csv", b'\nNamn;E-post\n\n"a\nb";c\n;\n"d ""e""";f\n')
    assert sheet.rows == ((4, ("a\nb", "c")), (6, ('d "e"', "f")))


def test_a_cell_of_any_length_is_read(tmp_path):
    """A cell longer than the csv module's own limit must be read, and that limit be as before."""
    before = csv.field_size_limit()
    sheet = sheet_of(tmp_path / "a.csv", b"Namn\n" + b"x" * 300_000 + b"\n")
    assert len(sheet.rows[0][1][0]) == 300_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "är tom"),
        (b"\xef\xbb\xbf\r\n  \r\n", "är tom"),
        (b"PK\x03\x04rest", "kalkylblad"),
        (b"\xd0\xcf\x11\xe0rest", "äldre kalkylblad"),
        (b"%PDF-1.7", "en PDF"),
        (b"\x00\x00\x01\x02" * 4, "annat än text"),
        (b"\xff\xfe\x00\xd8\x00", "är skadad"),
        (b'Namn\n"a\nb\n', "citattecknen på rad 2"),
        (b'Namn;E-post\n"a"b;c\n', "citattecknen på rad 2"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path, content, sentence):
    """What is empty, another kind of file or has broken quotes must be refused with a sentence."""
    with pytest.raises(InputError, match=sentence):
        sheet_of(tmp_path / "a.csv", content)


def test_a_spreadsheet_is_told_to_be_saved_as_csv(tmp_path):
    """Somebody who gives the .xlsx file must be told what to do."""
    with pytest.raises(InputError) as caught:
        sheet_of(tmp_path / "a.xlsx", b"PK\x03\x04")
    assert "Spara som CSV" in caught.value.hint


def test_what_cannot_be_opened_is_refused(tmp_path):
    """A missing file, a folder, a device and a file without permission must each give a sentence."""
    (tmp_path / "closed.csv").write_text("Namn\n")
    (tmp_path / "closed.csv").chmod(0)
    os.mkfifo(tmp_path / "pipe.csv")
    names = {"none.csv": "finns inte", ".": "är en mapp", "pipe.csv": "ingen vanlig fil"}
    if os.geteuid():
        names["closed.csv"] = "får du inte komma åt"
    for name, sentence in names.items():
        with pytest.raises(InputError, match=sentence):
            read(tmp_path / name)


def test_the_file_is_for_excel_and_its_owner(tmp_path):
    """What is written must begin with a mark, use semicolons and be readable by its owner only, also when replaced."""
    path = tmp_path / "ut.csv"
    path.write_text("gammal")
    path.chmod(0o644)
    write_sheet(path, [["Namn", "E-post"], ["Åsa", "a;b"]])
    assert path.read_bytes() == '\ufeffNamn;E-post\r\nÅsa;"a;b"\r\n'.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["ut.csv"]


def test_what_cannot_be_written_is_refused(tmp_path):
    """A folder, a missing folder and a file of another kind must be refused, and left as they were."""
    settings = tmp_path / "vcycle.toml"
    settings.write_text("x")
    for path, sentence in ((tmp_path, "är en mapp"), (tmp_path / "no" / "a.csv", "inte"), (settings, "ingen csv-fil")):
        with pytest.raises(StorageError, match=sentence):
            write_sheet(path, [["Namn"]])
    assert settings.read_text() == "x"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''+", "＝"])
def test_a_cell_never_begins_as_a_formula(start):
    """A text that a spreadsheet would run must be written behind an apostrophe, and read back without."""
    text = f"{start}cmd|'/C calc'!A0"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Anna", "'s", "'", "''", "a=b", "’=1"])
def test_other_cells_are_written_as_they_are(text):
    """A text that no spreadsheet runs must be left alone, both ways."""
    assert guarded(text) == text == unguarded(text)


@given(any_text)
def test_guarding_is_undone_exactly(text):
    """Whatever a text holds, its cell must be read back as that text, and never begin as a formula."""
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


@given(rows=st.lists(st.tuples(any_text, any_text).filter(lambda row: any(map(str.strip, row))), max_size=5))
def test_cells_survive_the_file(tmp_path_factory, rows):
    """Any cells, with quotes, separators, line breaks and controls, must be read back exactly."""
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_sheet(path, [("Namn", "E-post"), *([guarded(cell) for cell in row] for row in rows)])
    assert [cells for _, cells in read(path).rows] == rows
