"""The wheel on paper: whole XML whatever people write, everything in its ring and in the list, nothing hidden."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.wheel.conftest import segments_of
from vcycle.wheel.palette import LIGHT
from vcycle.wheel.svg import MARGIN, page_for, svg
from vcycle.wheel.svg_lanes import Block, pack
from vcycle.wheel.svg_paper import Group, Item, Line, Paper
from vcycle.wheel.svg_rings import LEAST_LANE, darkened, ring_colour
from vcycle.wheel.svg_type import clean, fitted, width, wrapped

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "style", "rect", "text", "textPath", "g", "path", "circle"}
anything = st.text(st.characters(codec=None), max_size=60)
kinds = st.sampled_from(("planned", "cancelled", "window"))


def a_paper(rings=("Möten",), items=(), groups=(), start=date(2026, 1, 1), days=365, **said):
    words = {"heading": "Årshjul 2026", "owner": "Föreningen Prov", "year": "2026", "summary": "Ett hjul."} | said
    months = segments_of(start, days, LIGHT)
    shown = {"days": days, "first_ordinal": start.toordinal(), "months": months}
    return Paper(**words, **shown, rings=tuple(rings), items=tuple(items), groups=tuple(groups))


def read(paper):
    """The document as an independent reader sees it."""
    return ElementTree.fromstring(svg(paper).encode("utf-8"))


def words_of(root):
    """Every text in the document, in order."""
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def size_of(root):
    return tuple(map(float, root.get("viewBox").split()))[2:]


def items_of(draws, rings):
    return [Item(ring % rings, first, first + length, f"{n}", f"Sak {n}", kind)
            for n, (ring, first, length, kind) in enumerate(draws)]  # fmt: skip


many_items = st.lists(
    st.tuples(st.integers(0, 20), st.integers(-40, 380), st.sampled_from((0, 0, 0, 1, 6, 30, 364)), kinds), max_size=40
)


@given(st.lists(anything, min_size=5, max_size=5), kinds)
def test_any_text_gives_whole_xml_that_shows_it(texts, kind):
    """Whatever people write: the document is well formed, has our elements only, and the text is text in it."""
    title, ring, owner, heading, note = texts
    item = Item(0, 10, 20, "11", title, kind)
    group = Group(heading, (Line("11", title, "sön", 0, kind == "cancelled", note),))
    root = read(a_paper([ring or "x"], [item], [group], owner=owner, heading=heading, summary=note))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    said = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert f"11 {clean(title)}".strip() in said
    if shown := clean(ring or "x"):
        assert shown in said


@given(anything)
def test_what_xml_forbids_becomes_a_visible_sign(text):
    """Control characters, halves of pairs and marks that turn a line never reach the file; all else does."""
    shown = clean(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", shown)
    assert clean("<b>&amp;\"'å") == "<b>&amp;\"'å"
    assert clean("a\x00b\ud800\n c") == "a\ufffdb\ufffd c"


def test_nothing_is_fetched_and_nothing_runs():
    """No script, no handler and no address but the names of lines in the document itself."""
    hostile = '</text><script>x</script>" onload="y'
    made = svg(a_paper([hostile], [Item(0, 3, 90, "4", hostile)], [Group(hostile, (Line("4", hostile, "", 0),))]))
    root = ElementTree.fromstring(made.encode())
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or a.endswith("src")]
    links = [value for e in root.iter() for name, value in e.attrib.items() if name.endswith("href")]
    names = {e.get("id") for e in root.iter() if e.get("id")}
    assert links
    assert all(link[0] == "#" and link[1:] in names for link in links)
    assert len(names) == len([e for e in root.iter() if e.get("id")])
    assert "url(" not in made


@pytest.mark.parametrize("count", range(21))
def test_any_number_of_rings(count):
    """Each ring has its own circle and name, at least one lane high, clear of the next and of the middle."""
    names = [f"Ring nummer {n}" for n in range(count)]
    root = read(a_paper(names, [Item(n, 30, 30, "31", "Möte") for n in range(count)]))
    radii = [float(circle.get("r")) for circle in root.iter(f"{SVG}circle")]
    assert len(radii) == (count + 1 if count else 0)
    steps = [outer - inner for outer, inner in pairwise(radii)]
    assert all(step >= LEAST_LANE + 2.9 for step in steps)
    assert all(radius >= 13.9 for radius in radii)
    for name in names:
        assert sum(words.endswith(f"· {name}") for words in words_of(root)) == 3
    wide, high = size_of(root)
    assert high / wide == pytest.approx(297 / 210, abs=0.001)
    assert (wide == 210) == (count <= 12)


def test_a_ring_without_name_has_neither_words_nor_number():
    """Where an association does not tell rings apart there is a wheel all the same."""
    root = read(a_paper([""], [Item(0, 40, 40, "10", "Möte")]))
    assert "10" in words_of(root)
    assert not [words for words in words_of(root) if "·" in words]


blocks_of = st.lists(st.tuples(st.floats(0, 360), st.floats(1, 90)), max_size=40).map(
    lambda spans: [Block(a, a + b, (Item(0, int(a), int(a + b), str(n), "x"),)) for n, (a, b) in enumerate(spans)]
)


@given(blocks_of, blocks_of, st.integers(2, 7))
def test_no_block_hides_another(blocks, windows, most):
    """However many: blocks that share a lane never share a moment, all items are there once, lanes are few enough."""
    packed = pack(blocks, windows, most)
    assert packed.lanes + packed.window_lanes <= most
    for made, given_, lanes in ((packed.blocks, blocks, packed.lanes), (packed.windows, windows, packed.window_lanes)):
        assert sorted(i.mark for b in made for i in b.items) == sorted(i.mark for b in given_ for i in b.items)
        assert all(0 <= b.top <= b.bottom < lanes for b in made)
        for n, one in enumerate(made):
            for other in made[n + 1 :]:
                share = one.top <= other.bottom and other.top <= one.bottom
                assert not (share and one.start < other.end and other.start < one.end)


@given(many_items, st.integers(1, 14))
def test_whatever_lies_in_the_year_stays_in_its_ring(draws, rings):
    """Every point of every shape keeps within its ring's circles, also for things that begin before the year."""
    items = items_of(draws, rings)
    root = read(a_paper([f"R{n}" for n in range(rings)], items))
    radii = [float(circle.get("r")) for circle in root.iter(f"{SVG}circle")]
    page = page_for(rings)
    groups = [
        g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}circle") is not None and g.find(f"{SVG}title") is not None
    ]
    assert len(groups) == rings
    for index, group in enumerate(groups):
        outer, inner = radii[index], radii[index + 1]
        for shape in group.iter(f"{SVG}path"):
            for x, y in re.findall(r"(?:[ML]|A\S+ \S+ 0 0 [01] )(\S+?) ([\d.]+)", shape.get("d")):
                radius = ((float(x) - page.centre[0]) ** 2 + (float(y) - page.centre[1]) ** 2) ** 0.5
                assert inner - 0.03 <= radius <= outer + 0.03


def test_what_is_wider_than_its_day_stays_in_its_year():
    """The marks of the first and the last day lie on their own sides of twelve o'clock."""
    for day, side in ((0, 1), (364, -1)):
        root = read(a_paper(["A"], [Item(0, day, day, "31", "Möte")]))
        [group] = [g for g in root.iter(f"{SVG}g") if g.findtext(f"{SVG}title") == "31 Möte"]
        points = re.findall(r"(?:[ML]|A\S+ \S+ 0 0 [01] )(\S+?) [\d.]+", group.find(f"{SVG}path").get("d"))
        assert len(points) >= 4
        assert all((float(x) - page_for(1).centre[0]) * side >= -0.01 for x in points)


@given(many_items)
def test_every_thing_in_the_year_is_drawn_and_nothing_else(draws):
    """What touches the year is named in some shape, once; what lies outside is not."""
    root = read(a_paper(["A", "B"], items_of(draws, 2)))
    titles = "; ".join(t.text or "" for t in root.iter(f"{SVG}title")).split("; ")
    inside = [n for n, (_, first, length, _) in enumerate(draws) if first < 365 and first + length >= 0]
    assert sorted(t for t in titles if " Sak " in t) == sorted(f"{n} Sak {n}" for n in inside)


@pytest.mark.parametrize(
    ("start", "days", "first", "count"),
    [
        (date(2024, 1, 1), 366, "januari", 12),
        (date(2025, 1, 1), 365, "januari", 12),
        (date(2023, 7, 1), 366, "juli", 12),
        (date(2017, 3, 25), 365, "april", 12),
        (date(2026, 12, 31), 2, "", 0),
    ],
)
def test_years_of_any_beginning_have_their_months_and_weeks(start, days, first, count):
    """The months stand clockwise from the year's first, one too narrow for its name without; the weeks are ISO's."""
    names = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    words = words_of(read(a_paper((), (), start=start, days=days)))
    months = [word for word in words if word in names]
    if count:
        assert months[0][:3] == first[:3] or start.day > 20
        assert len(months) >= count
    weeks = {word for word in words if re.fullmatch(r"\d\d?", word)}
    assert weeks <= {str(date.fromordinal(start.toordinal() + n).isocalendar().week) for n in range(days)}
    assert len(weeks) >= min(51, days // 7)


@given(st.floats(0, 1, exclude_max=True))
def test_no_mark_stands_on_its_head(turn):
    """A mark anywhere on the wheel is turned by at most a quarter."""
    day = int(turn * 365)
    root = read(a_paper(["A"], [Item(0, day, day, "Q", "")]))
    [mark] = [t for t in root.iter(f"{SVG}text") if t.text == "Q"]
    angle = float(re.search(r"rotate\(([\d.]+)\)", mark.get("transform"))[1])
    assert angle <= 90.5 or angle >= 269.5


def test_black_and_white_is_enough():
    """What is planned is full, what is cancelled a struck frame, what has no day a dashed one."""
    drawn = {}
    for kind in ("planned", "cancelled", "window"):
        root = read(a_paper(["A"], [Item(0, 50, 50, "Q", "Möte", kind)]))
        [group] = [g for g in root.iter(f"{SVG}g") if g.findtext(f"{SVG}title") == "Q Möte"]
        drawn[kind] = group.findall(f"{SVG}path")
    assert drawn["planned"][0].get("fill") not in (None, "#fff")
    assert [p.get("fill") for p in (drawn["cancelled"][0], drawn["window"][0])] == ["#fff", "#fff"]
    assert len(drawn["cancelled"]) > len(drawn["planned"])
    assert drawn["window"][0].get("stroke-dasharray")
    assert drawn["cancelled"][0].get("stroke-dasharray") is None


def luminance(colour):
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_white_figures_can_be_read_on_every_ring_and_month():
    """Contrast 4.5 to 1, as WCAG asks of small text; hues stay told apart where they were."""
    colours = [ring_colour(n) for n in range(12)] + [darkened(season) for season in LIGHT.seasons]
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours)
    assert len(set(colours[:6])) == 6


# The list


def lines(count, text="Styrelsemöte"):
    return tuple(Line(str(n % 28 + 1), f"{text} {n}", "tis", 0) for n in range(count))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40, 54, 55, 60, 120, 300, 1000])
def test_the_list_is_whole_and_no_page_cuts_a_line(count):
    """Every line stands there once, below the wheel, inside the paper, and clear of the edges between A4 pages."""
    root = read(a_paper(["A"], (), [Group("Mars", lines(count))]))
    wide, high = size_of(root)
    page = page_for(1)
    found = [t for t in root.iter(f"{SVG}text") if (t.text or "").startswith("Styrelsemöte")]
    assert sorted(t.text for t in found) == sorted(line.text for line in lines(count))
    places = set()
    for text in found:
        x, y = float(text.get("x")), float(text.get("y"))
        assert MARGIN <= x <= wide - MARGIN
        assert page.centre[1] + page.radius < y < high
        assert MARGIN - 1 <= y % 297 <= 297 - MARGIN + 1
        places.add((x, y))
    assert len(places) == count


def test_a_month_that_goes_on_in_another_column_says_so():
    """Days mean nothing without their month: its name stands above them in every column."""
    root = read(a_paper(["A"], (), [Group("Mars", lines(100))]))
    heads = [t for t in root.iter(f"{SVG}text") if (t.text or "").startswith("Mars")]
    columns = {round(float(t.get("x")) + float(t.get("y")) // 297 * 1000) for t in heads}
    assert [t.text for t in heads].count("Mars") == 1
    assert len(heads) == len(columns) == 6
    assert {t.text for t in heads} == {"Mars", "Mars, forts."}


@given(st.text(max_size=400), st.floats(8, 60), st.integers(1, 5))
def test_lines_break_within_their_room(text, room, most):
    """No line is wider than its room, there are at most so many, and nothing is lost unless an ellipsis says so."""
    text = clean(text)
    made = wrapped(text, 2.6, room, most)
    assert len(made) <= most
    assert all(width(line, 2.6) <= room for line in made)
    if not made[-1].endswith("…"):
        assert "".join(made).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=100), st.floats(0, 60), st.integers(1, 9))
def test_what_is_cut_fits(text, room, least):
    """A text that is cut fits with its ellipsis, and is left out when too little would be left."""
    made = fitted(text, 2.2, room, least=least)
    assert width(made, 2.2) <= room + 1e-9 or not made
    assert made == text or made == "" or (made.endswith("…") and text.startswith(made[:-1]))


def test_a_title_of_ten_thousand_letters_takes_four_rows():
    """One entry must not push out the rest."""
    root = read(a_paper(["A"], (), [Group("Mars", (Line("1", "ord " * 2500, "tis", 0), Line("2", "Sist", "ons", 0)))]))
    words = words_of(root)
    assert sum(word.startswith("ord") for word in words) == 4
    assert "Sist" in words


def test_the_same_paper_gives_the_same_bytes():
    """Somebody compares the file with last month's."""
    paper = a_paper(["A", "B"], [Item(1, 3, 30, "4", "Kampanj")], [Group("Mars", lines(30))])
    assert svg(paper) == svg(paper)
    assert svg(paper).startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
