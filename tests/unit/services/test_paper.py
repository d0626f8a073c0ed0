"""Sections and the wheel on paper, read by an independent reader; what people wrote is text and nothing else."""

import io
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from vcycle.cli.main import run
from vcycle.model.derived import Section
from vcycle.services.paper import NoPrinter, picture_on_paper, sections_on_paper

PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = '#panic("x") $x$ *fet* @ref <a> \\ #include "/etc/passwd" \x1b[31m'


def _pages(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_document_has_its_title_texts_and_tables():
    """Every title, text and cell is there to read, å, ä and ö too, and the document says what it is called."""
    section = Section(title="Möten", text="Vi höll två.", header=("Dag", "Vad"), rows=(("8 mars", "Årsmöte"),))
    pdf = sections_on_paper("Verksamhetsberättelse 2026", [section, Section(title="Tomt")], "pdf")
    [text] = _pages(pdf)
    for part in ("Verksamhetsberättelse 2026", "Möten", "Vi höll två.", "Dag", "8 mars", "Årsmöte", "Tomt"):
        assert part in text
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "Verksamhetsberättelse 2026"


def test_a_long_table_goes_on_with_its_heading():
    """A table of many rows fills page after page, each with the heading above it, and loses no row."""
    rows = tuple((f"dag {number}", "x") for number in range(200))
    pages = _pages(sections_on_paper("Lång", [Section(title="T", header=("Dagen", "Vad"), rows=rows)], "pdf"))
    assert len(pages) > 2
    assert all("Dagen" in page for page in pages)
    assert all(f"dag {number}" in "".join(pages) for number in range(200))


def test_nothing_that_people_wrote_is_obeyed():
    """Markup, commands and control characters of the typesetter come out as what they are."""
    section = Section(title=HOSTILE, text=HOSTILE, header=(HOSTILE,), rows=((HOSTILE,),))
    text = "".join(_pages(sections_on_paper(HOSTILE, [section], "pdf")))
    assert text.count('#panic("x")') == 5
    assert "root:" not in text


@given(st.text(max_size=40), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=3))
@settings(max_examples=25)  # each sets a page
def test_any_text_can_be_set(text, rows):
    """No text breaks the typesetting."""
    made = sections_on_paper(text, [Section(title=text, text=text, rows=tuple(rows))], "png")
    assert made.startswith(PNG)


def test_a_tall_picture_goes_on_over_pages():
    """A picture higher than a page of its width fills as many as it needs, and one PNG holds all of it."""
    feet = "".join(f'<text x="9" y="{y}">x</text>' for y in range(10, 600, 10))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 600">{feet}</svg>'
    pages = PdfReader(io.BytesIO(picture_on_paper("Hjul", svg, "pdf"))).pages
    assert [_feet(page) for page in pages] == [list(range(10, 300, 10)), list(range(3, 297, 10)), []]
    exact = svg.replace("0 0 210 600", "0 0 210 594")
    assert len(_pages(picture_on_paper("Hjul", exact, "pdf"))) == 2
    assert picture_on_paper("Hjul", svg, "png").startswith(PNG)


def _feet(page):
    """How many millimetres below the page's top each letter on it stands: what is clipped is still in the file."""
    high = float(page.mediabox.height)
    found = []

    def note(text, matrix, _text_matrix, _font, _size):
        if text.strip() and 0 < matrix[5] < high:
            found.append(round((high - matrix[5]) / 72 * 25.4))

    page.extract_text(visitor_text=note)
    return found


def test_without_the_printer_it_says_how_to_get_it(monkeypatch):
    """Without the extra the sentence names it, and nothing else fails."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoPrinter, match="print") as refused:
        sections_on_paper("T", [], "pdf")
    assert "pip install" in refused.value.hint


@pytest.mark.parametrize("words", [("report",), ("wheel",)])
def test_the_name_of_the_file_says_what_it_becomes(words, filled_folder, tmp_path, capsys):
    """-o FILE.pdf and FILE.png give just that, whole; --format wins over the name."""
    for name, start in (("a.pdf", b"%PDF"), ("a.png", PNG)):
        assert run([*filled_folder, *words, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run([*filled_folder, *words, "--format", "pdf", "-o", str(tmp_path / "b.txt")]) == 0
    assert (tmp_path / "b.txt").read_bytes().startswith(b"%PDF")
    assert "Skrev" in capsys.readouterr().err


@pytest.fixture
def filled_folder(tmp_path):
    words = ["--data", str(tmp_path / "x"), "--today", "2020-05-05"]
    assert run([*words, "init", "--plan", "solna-2020", "--name", "Prov"]) == 0
    return words
