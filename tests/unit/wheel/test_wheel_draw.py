"""Whole frames: what must be seen on every wheel, whatever the year and the size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.wheel import DARK, LIGHT, Arc, Segment, Selection, Shader, Track, WheelYear, changed_spans, draw
from vcycle.wheel.labels import month_labels
from vcycle.wheel.layout import layout

GOLDEN = Path(__file__).parent / "golden"
SIZES = [(44, 20), (50, 22), (61, 25), (88, 38)]
GLYPHS = ["quad", "half", "braille", "mono"]
sizes = st.sampled_from(SIZES)
glyphs = st.sampled_from(GLYPHS)
aspects = st.sampled_from([1.8, 2.0, 2.17])
starts = st.dates(date(2019, 1, 1), date(2032, 12, 31))
lengths = st.one_of(st.sampled_from([365, 366]), st.integers(300, 430))
rings = st.lists(
    st.lists(st.tuples(st.integers(-20, 440), st.integers(0, 90)).map(lambda p: (p[0], sum(p))), max_size=6),
    max_size=6,
)
SAMPLE = (
    ((9, 22), (150, 158), (252, 287), (340, 349)),
    ((0, 89), (90, 151), (240, 364)),
    ((16, 16), (75, 75), (301, 301)),
    ((104, 125), (245, 245)),
    ((20, 25), (313, 325)),
)


@given(tracks=rings, start=starts, days=lengths, size=sizes, glyph=glyphs, today=st.integers(0, 299), aspect=aspects)
def test_any_year_can_be_drawn(make_year, tracks, start, days, size, glyph, today, aspect):
    """Leap years, shifted years and arcs beyond the year give a full frame with the title in it, twice the same."""
    year = make_year(tracks, start, days, today, "2026/27")
    frame = draw(year, Selection(1, 0, "0.0"), size, glyph, aspect)
    assert {len(row) for row in frame.rows} == {size[0]}
    assert len(frame.rows) == size[1]
    assert "2026/27" in frame.text
    assert draw(year, Selection(1, 0, "0.0"), size, glyph, aspect) == frame


chosen = st.builds(
    Selection, st.integers(0, 9), st.integers(0, 5), st.builds("{}.{}".format, st.integers(0, 5), st.integers(0, 5))
)


@given(
    tracks=rings,
    others=rings,
    steps=st.lists(st.tuples(chosen, st.booleans(), st.sampled_from([DARK, LIGHT])), min_size=2, max_size=4),
    size=sizes,
    glyph=st.sampled_from(["quad", "half"]),
)
def test_a_frame_drawn_upon_another_is_the_same_as_one_drawn_anew(make_year, tracks, others, steps, size, glyph):
    """Whatever was drawn before with the same shader: another selection, another year, other colours."""
    shader = Shader()
    for selection, first, palette in steps:
        year = make_year(tracks if first else others, today=200, palette=palette)
        upon = draw(year, selection, size, glyph, palette=palette, shader=shader)
        assert upon == draw(year, selection, size, glyph, palette=palette)


@given(start=starts, days=lengths, size=sizes)
def test_month_names_never_overlap(make_year, start, days, size):
    """Names stand in the frame with a blank between, and every month of three weeks or more has one."""
    year = make_year(start=start, days=days)
    labels = month_labels(layout(*size, days, 5), year.segments)
    taken = [(label.row, label.column + i) for label in labels for i in range(len(label.text) + 1)]
    assert len(taken) == len(set(taken))
    assert all(0 <= row < size[1] and 0 <= column <= size[0] for row, column in taken)
    long = {i for i, s in enumerate(year.segments) if s.last - s.first >= 20}
    assert long <= {label.segment for label in labels}
    frame = draw(year, Selection(), size)
    for label in labels:
        row = "".join(cell.char for cell in frame.rows[label.row])
        assert row[label.column : label.column + len(label.text)] == label.text


def a_week(first: int, **more) -> WheelYear:
    """A week of named days, the first of them that day of a month."""
    names = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
    days = tuple(Segment(f"{name} {first + n}", n, n, DARK.seasons[2]) for n, name in enumerate(names))
    return WheelYear(7, "v. 12", date(2026, 3, 16).toordinal(), days, **more)


@pytest.mark.parametrize("first", [2, 16])
@pytest.mark.parametrize("size", [*SIZES, (80, 38), (128, 58)])
def test_every_day_of_a_week_has_its_name(size, first):
    """On one row or on two, outside the wheel or inside its band, without touching another or what is beside."""
    week = a_week(first)
    place = layout(*size, 7, 5)
    labels = month_labels(place, week.segments)
    said = {n: " ".join(label.text.strip() for label in labels if label.segment == n) for n in range(7)}
    assert said == {n: segment.label for n, segment in enumerate(week.segments)}
    for label in labels:
        inside = [
            hypot(x - place.centre[0], y * place.aspect - place.centre[1])
            for x in (label.column, label.column + len(label.text))
            for y in (label.row, label.row + 1)
        ]
        assert all(place.radius - place.band - 1 < r < place.radius + 1 for r in inside) == place.large
        assert place.large or min(inside) >= place.radius
        assert 0 <= label.column <= size[0] - len(label.text)


def test_the_name_of_today_can_be_read_in_the_band(make_year):
    """Where the line of today meets a name inside the band, the whole name stands on one colour."""
    week = a_week(16, today=2)
    frame = draw(week, Selection(0), (88, 38))
    for label in month_labels(layout(88, 38, 7, 0), week.segments):
        grounds = {cell.bg for cell in frame.rows[label.row][label.column : label.column + len(label.text)]}
        assert len(grounds) == 1


def test_dots_of_neighbouring_days_are_all_there():
    """In a week where every day is taken, each keeps nearly all the dots that it has alone."""

    def dots(*days: int) -> int:
        track = Track("ring", DARK.tracks[0], tuple(Arc(f"{n}", n, n) for n in days))
        frame = draw(a_week(2, tracks=(track,)), Selection(), (50, 22), "mono")
        return sum(cell.char == "⣿" for row in frame.rows for cell in row)

    alone = [dots(day) for day in range(7)]
    assert min(alone) > 3
    assert dots(*range(7)) > 0.8 * sum(alone)


def test_a_sliver_of_a_month_has_no_name(make_year):
    """In a year from 25 March the first seven days go unnamed on the small wheel."""
    year = make_year(start=date(2026, 3, 25))
    assert len(year.segments) == 13
    assert {label.segment for label in month_labels(layout(50, 22, 365, 5), year.segments)} == set(range(1, 13))


@pytest.mark.parametrize("glyph", GLYPHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_today_is_seen(make_year, glyph, size, palette):
    """Each day of the year changes the picture along a radius when it becomes today."""
    year = make_year(SAMPLE, palette=palette)
    without = draw(year, Selection(), size, glyph, palette=palette)
    for day in range(0, 365, 13):
        frame = draw(replace(year, today=day), Selection(), size, glyph, palette=palette)
        changed = sum(x1 - x0 for _, x0, x1 in changed_spans(without, frame))
        assert changed >= size[1] / 4
        if glyph == "quad":
            colours = {colour for row in frame.rows[1:] for cell in row for colour in (cell.fg, cell.bg) if colour}
            assert min(max(abs(a - b) for a, b in zip(c, palette.today, strict=True)) for c in colours) < 40


@pytest.mark.parametrize("size", SIZES)
def test_braille_has_no_colour(make_year, size):
    """The drawing for terminals without colour uses none, and names the rings by number."""
    year = make_year(SAMPLE, today=323)
    frame = draw(year, Selection(10, 3, "3.0"), size, "mono")
    assert all(cell.fg is None and cell.bg is None for row in frame.rows for cell in row)
    assert "".join(cell.char for row in frame.rows for cell in row if cell.reverse and cell.char.isdigit()) == "12345"
    assert "█" in frame.text
    assert "nov" in "".join(cell.char for row in frame.rows for cell in row if cell.reverse)


def braille_differs(make_year, before, after):
    """Whether two selections of the same year look different in characters alone."""
    year = make_year(SAMPLE)
    return draw(year, before, (50, 22), "mono") != draw(year, after, (50, 22), "mono")


def test_braille_shows_every_selection(make_year):
    """Another month, ring or arc is another drawing, without any colour."""
    assert braille_differs(make_year, Selection(3), Selection(4))
    assert braille_differs(make_year, Selection(3, 0), Selection(3, 1))
    assert braille_differs(make_year, Selection(3, 0, "0.1"), Selection(3, 0, "0.2"))


@pytest.mark.parametrize("glyph", GLYPHS)
def test_a_month_step_changes_few_cells(make_year, glyph):
    """Going to the next month at 50x22 changes at most 150 of 1100 cells."""
    year = make_year(SAMPLE, today=323)
    for month in range(11):
        old, new = (draw(year, Selection(m, 1), (50, 22), glyph) for m in (month, month + 1))
        changed = sum(a != b for r, s in zip(old.rows, new.rows, strict=True) for a, b in zip(r, s, strict=True))
        assert 0 < changed <= 150


def test_the_selected_ring_is_seen(make_year):
    """Another ring is marked also where the selected month holds nothing in it."""
    year = make_year(((), (), ()))
    marked = [draw(year, Selection(5, track), (50, 22)) for track in (0, 1, None)]
    assert len({frame.rows for frame in marked}) == 3


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_the_selected_arc_has_the_colour_of_selection(make_year, palette):
    """A short arc in the innermost ring still shows the selected colour unmixed or nearly so."""
    year = make_year(((), (), (), (), ((100, 100),)), palette=palette)
    frame = draw(year, Selection(key="4.0"), (50, 22), palette=palette)
    colours = [colour for row in frame.rows[5:17] for cell in row for colour in (cell.fg, cell.bg) if colour]
    assert any(max(abs(a - b) for a, b in zip(c, palette.selected, strict=True)) < 50 for c in colours)


@pytest.mark.parametrize("kind", [{}, {"past": True}, {"faint": True}, {"past": True, "faint": True}])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("selection", [Selection(), Selection(6, 0)], ids=["plain", "marked"])
def test_arcs_of_every_kind_are_seen(make_year, kind, palette, selection):
    """Past and faint arcs are weaker, never gone, not even where the ring and the month are marked."""
    year = make_year(((),) * 5, palette=palette)
    track = replace(year.tracks[0], arcs=(Arc("a", 200, 204, **kind),))
    full = replace(year, tracks=(track, *year.tracks[1:]))
    without, frame = (draw(y, selection, (50, 22), "half", palette=palette) for y in (year, full))
    cells = zip(chain(*without.rows), chain(*frame.rows), strict=True)
    halves = [pair for a, b in cells if a != b for pair in ((a.fg or a.bg, b.fg or b.bg), (a.bg, b.bg))]
    assert max(abs(p - q) for pair in halves for p, q in zip(*pair, strict=True)) > 20


@pytest.mark.parametrize("kind", [{}, {"faint": True}])
def test_braille_arcs_of_every_kind_are_seen(make_year, kind):
    """Without colour a faint arc is hatched, so it differs from none and from a firm one."""
    year = make_year(((),))
    arcs = [(), (Arc("a", 200, 209, **kind),), (Arc("a", 200, 209, faint=not kind),)]
    frames = [
        draw(replace(year, tracks=(replace(year.tracks[0], arcs=a),)), Selection(), (50, 22), "mono") for a in arcs
    ]
    assert len({frame.rows for frame in frames}) == 3


def test_too_small_is_refused(make_year):
    """Below the least size there is no frame but a ValueError."""
    with pytest.raises(ValueError, match="43 x 20"):
        draw(make_year(), Selection(), (43, 20))


@given(
    title=st.text(max_size=200),
    label=st.text(max_size=50),
    lines=st.lists(st.text(max_size=50), max_size=4),
    glyph=glyphs,
)
def test_hostile_text_stays_text(make_year, title, label, lines, glyph):
    """Escapes, markup, emoji and endless text neither crash nor come out as anything but one cell per character."""
    year = make_year()
    segments = (Segment(label, 0, 364, (1, 2, 3)),)
    frame = draw(replace(year, title=title, segments=segments, core=tuple(lines)), Selection(0), (50, 22), glyph)
    assert all(len(cell.char) == 1 and cell.char.isprintable() for row in frame.rows for cell in row)


@pytest.mark.parametrize("selection", [Selection(99, 99, "none"), Selection(-1, -1)])
@pytest.mark.parametrize("glyph", GLYPHS)
def test_a_stale_selection_is_no_selection(make_year, selection, glyph):
    """What is selected may be gone from the year; then nothing is marked."""
    year = make_year(SAMPLE)
    assert draw(year, selection, (50, 22), glyph) == draw(year, Selection(), (50, 22), glyph)


@pytest.mark.parametrize(
    ("name", "size", "glyph"), [("quad-44x20", (44, 20), "quad"), ("braille-50x22", (50, 22), "mono")]
)
def test_the_wheel_looks_as_agreed(make_year, name, size, glyph):
    """The characters of a sample wheel are those that were looked at and found good."""
    year = make_year(SAMPLE, today=323)
    frame = draw(year, Selection(3, 3, "3.0"), size, glyph)
    assert [line.rstrip() for line in frame.text.splitlines()] == (GOLDEN / f"{name}.txt").read_text(
        "utf-8"
    ).splitlines()
