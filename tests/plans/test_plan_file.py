"""A plan file is read whole, or refused with file, line and key of everything that is wrong."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from vcycle.errors import InputError, NotFound
from vcycle.model.schedule import Dates, Months, Offset, Recur, Window
from vcycle.paths import shipped
from vcycle.services.plans.file import find_plan, read_plan, shipped_plans

HEAD = """\
format = 1
name = "plan"
title = "Plan"
association = "Föreningen"
year = 2026
"""
BROKEN = """\
format = 1
name = "annat"
title = "Plan"
association = "Föreningen"
year = "2026"
lvel = "district"

[[rings]]
name = "Möten"

[[areas]]
key = "moten"
name = "Möten"
ring = "Mötena"

[[goals]]
key = "mal"
text = "Ett mål"
area = "mote"

[[activities]]
key = "pizza"
title = "Pizza"
schedule = "sista torsdan varje måna"
responsible = "kocken"

[[activities]]
key = "pizza"
title = "Pizza igen"
schedule = { kind = "recur", rule = "FREQ=MONTHLY;INTERVAL=0" }
quote = "Pizza varje månad."

[[activities]]
title = "Brev"
schedule = { kind = "offset", series = ["mote"], befor = "1w" }
tags = "brev"
"""


def refused(path: Path) -> list[str]:
    """The problems that reading a file names."""
    with pytest.raises(InputError) as caught:
        read_plan(path)
    return list(caught.value.problems) or [str(caught.value)]


def problems_of(path: Path) -> tuple[str, ...]:
    """What reading a file names, nothing when it is a plan; anything but an `InputError` goes through."""
    try:
        read_plan(path)
    except InputError as error:
        return error.problems
    return ()


def written(folder: Path, text: str | bytes, name: str = "plan.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_fault_of_a_file_is_named_with_line_and_key(tmp_path):
    """One broken file with thirteen faults names all thirteen, in order, each at its line and key."""
    problems = refused(written(tmp_path, BROKEN))
    assert [problem.split(": ")[0] + ": " + problem.split(": ")[1] for problem in problems] == [
        "plan.toml:2: name",
        "plan.toml:5: year",
        "plan.toml:6: lvel",
        "plan.toml:14: areas.moten.ring",
        "plan.toml:19: goals.mal.area",
        "plan.toml:24: activities.pizza.schedule",
        "plan.toml:25: activities.pizza.responsible",
        "plan.toml:28: activities.pizza.key",
        "plan.toml:30: activities.pizza.schedule",
        "plan.toml:31: activities.pizza.quote",
        "plan.toml:33: activities.3.key",
        "plan.toml:35: activities.3.schedule.befor",
        "plan.toml:36: activities.3.tags",
    ]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, ("”plan”", "”annat”")),
        (1, ("heltal", "”2026”")),
        (2, ("menade du ”level”?",)),
        (3, ("ingen ring", "menade du ”Möten”?")),
        (4, ("inget område", "menade du ”moten”?")),
        (5, ("sista torsdan varje måna",)),
        (6, ("ingen roll", "”kocken”")),
        (7, ("står redan som nummer 1",)),
        (8, ("INTERVAL",)),
        (9, ("raden",)),
        (10, ("saknas",)),
        (11, ("menade du ”before”?",)),
        (12, ("lista", "”brev”")),
    ],
)
def test_each_fault_says_what_is_wrong(tmp_path, index, words):
    """The sentence names what stands there and, where something is near, what was meant."""
    problem = refused(written(tmp_path, BROKEN))[index]
    assert [word for word in words if word not in problem] == []


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ("title = 3", 6, "nyckeln står två gånger"),
        ("status = Förslag", 6, "text ska stå inom citattecken"),
        ('status = "Förslag', 6, "citattecknet i slutet saknas"),
        ("ålder = 3", 6, "citattecken"),
        ("adopted = 2026-02-30", 6, "TOML"),
        ("[rings", 6, "]"),
        ('x = ["a"', 6, "]"),
        ('[[rings]]\nname = "A" "B"', 7, "något mer efter värdet"),
        pytest.param("n = " + "9" * 5000, 6, "för långt", id="long number"),
        pytest.param("x = " + "[" * 5000, 1, "djupt", id="deep"),
        ("[[areas]]\nkey = 'a'\n[areas]\nkey = 'b'", 8, "tabell"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(tmp_path, more, line, words):
    """A file that cannot be parsed says where and, in Swedish, why."""
    problem = refused(written(tmp_path, f"{HEAD}{more}\n"))[0]
    assert problem.startswith(f"plan.toml:{line}: ")
    assert words in problem


@pytest.mark.parametrize(
    ("more", "key", "words"),
    [
        ("rings = 3", "rings", "lista av tabeller"),
        ("rings = [3]", "rings.1", "tabell"),
        ("years = 3", "years", "tabell"),
        ("years = { begin = '01-01' }", "years.begin", "finns inte"),
        ("years = { start = '13-01' }", "years.start", "ingen dag på året"),
        ("years = { starts = { 2017 = 2018-01-01 } }", "years.starts.2017", "i det år"),
        ("years = { starts = { 2017 = '2017-01-01' } }", "years.starts.2017", "utan citattecken"),
        ("terms = { vår = 3 }", "", "TOML"),
        ('terms = { "vår" = ["01-01"] }', "terms", "första och sista dagen"),
        ("level = 'region'", "level", "association"),
        ("adopted = 2026-01-01T10:00:00", "adopted", "datum"),
        ("[[rings]]\n" * 6, "rings", "name"),
        ("[[goals]]\nkey = 'a'", "goals.a.text", "behöver text eller quote"),
        ("[[goals]]\nkey = 'a'\ntext = 'ring 19811218-9876'", "goals.a.text", "personnummer"),
        ("[[goals]]\nkey = 'A!'\ntext = 'x'", "goals.A!.key", "små bokstäver"),
        ("[[omitted]]\nquote = 'x'\nline = 1\nreason = '-'", "omitted.1.reason", "varför"),
        ("[[activities]]\nkey = 'a'\ntitle = 'x'\nend_time = '20:00'", "activities.a.start_time", "sluttiden"),
        ("[[activities]]\nkey = 'a'\ntitle = ''", "activities.a.title", "fyllas i"),
        ("[[activities]]\nkey = 'a'\ntitle = 'x'\nschedule = 8", "activities.a.schedule", "ord inom citattecken"),
        ("[[activities]]\nkey = 'a'\ntitle = 'x'\nschedule = { }", "activities.a.schedule.kind", "yearly"),
        (
            "[[activities]]\nkey = 'a'\ntitle = 'x'\nschedule = { kind = 'window', name = 'i smyg' }",
            "activities.a.schedule",
            "okänt",
        ),
        ("[[activities]]\nkey = 'a'\ntitle = 'x'\nreplaces = ['pizza']", "activities.a.replaces.1", "activities/"),
    ],
)
def test_each_kind_of_fault_is_found(tmp_path, more, key, words):
    """Whatever a key holds that it should not is named at that key."""
    problems = refused(written(tmp_path, f"{HEAD}{more}\n"))
    assert any(f": {key}" in problem and words in problem for problem in problems), problems


def test_more_than_five_rings_are_refused(tmp_path):
    """The wheel has room for five rings."""
    rings = "".join(f'[[rings]]\nname = "Ring {n}"\n' for n in range(6))
    assert refused(written(tmp_path, HEAD + rings)) == [
        "plan.toml:16: rings.6: hjulet har plats för högst 5 ringar, här är 6"
    ]


def test_what_hangs_in_a_ring_is_named(tmp_path):
    """Two activities that wait for each other would never get a date."""
    pair = "".join(
        f'[[activities]]\nkey = "{a}"\ntitle = "x"\nseries = "{a}"\nschedule = "en vecka före varje {b}"\n'
        for a, b in (("en", "tva"), ("tva", "en"))
    )
    assert [p.split(": ")[1] for p in refused(written(tmp_path, HEAD + pair))] == [
        "activities.en.schedule",
        "activities.tva.schedule",
    ]


def test_what_is_no_readable_file_is_said_plainly(tmp_path):
    """A missing file, a folder and another encoding are told apart."""
    assert "finns inte" in refused(tmp_path / "borta.toml")[0]
    assert "är en mapp" in refused(tmp_path)[0]
    assert "finns inte" in refused(Path("a\0b.toml"))[0]
    latin = written(tmp_path, HEAD.encode() + 'status = "Förslag"\n'.encode("latin-1"))
    assert refused(latin) == ["plan.toml:6: filen är inte UTF-8; spara den som UTF-8"]


def test_hostile_text_is_shown_as_signs(tmp_path):
    """Escapes and ten thousand characters in a file never reach the terminal as they are."""
    text = (
        HEAD
        + '[[areas]]\nkey = "a"\nname = "A"\nring = "\\u001b[31m[/red]'
        + "x" * 10_000
        + '"\n"\\u202e\\u001b" = 1\n'
    )
    problems = refused(written(tmp_path, text))
    assert len(problems) == 2
    assert all(problem.isprintable() and len(problem) < 400 for problem in problems)


def test_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path):
    """A file saved by Notepad reads as the same plan."""
    plain = read_plan(written(tmp_path, HEAD))
    assert read_plan(written(tmp_path, b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())) == plain


def test_solna_reads_as_it_is_meant():
    """The rules of Solna's plan are those of its sentences."""
    plan = read_plan(find_plan("solna-2020"))
    schedules = {activity.key: activity.schedule for activity in plan.activities}
    assert [ring.name for ring in plan.rings] == ["Intern organisering", "Utåtriktat arbete", "Vår politik"]
    assert schedules["vansterpizza"] == Recur("FREQ=MONTHLY;BYDAY=-1TH")
    assert schedules["medlemsblad"] == Months(tuple(range(1, 13)))
    assert schedules["traff-nya-medlemmar"] == Offset(("medlemsmote",))
    assert schedules["rundringning"] is None
    meetings = [a.schedule for a in plan.activities if a.series == "medlemsmote"]
    assert meetings == [Window(name="under vårterminen")] * 3 + [Window(name="under höstterminen")] * 3


def test_ostergotland_reads_as_it_is_meant():
    """Its activity year holds January and February 2018, where its planning days and its congress lie."""
    plan = read_plan(find_plan("ostergotland-2017"))
    schedules = {activity.key: activity.schedule for activity in plan.activities}
    assert plan.years.year(2017).start == date(2017, 3, 25)
    assert date(2018, 2, 28) in plan.years.year(2017)
    assert schedules["vansterdagarna"] == Dates(("2017-09-29/2017-10-01",))
    assert schedules["valkonferens"] == Window("2017-11", "2017-11")
    assert schedules["kongress"] == Window("2018-02", "2018-02")
    assert schedules["jubileumsfest"] == Window(name="efter sommaren")
    assert len(plan.rings) <= 5


def test_shipped_plans_are_listed_by_name():
    """The list shows the real plans and not the demo's calendar."""
    assert [(p.name, p.year) for p in shipped_plans()] == [
        ("jamtland-2022", 2022),
        ("ostergotland-2017", 2017),
        ("solna-2020", 2020),
        ("vanersborg-2022", 2022),
        ("vast-2022", 2022),
    ]


def test_a_plan_is_found_by_name_or_file(tmp_path):
    """A shipped name finds its file, a path is taken as it is, and anything else gets the nearest names."""
    assert find_plan("solna-2020") == shipped("plans", "solna-2020.toml")
    assert find_plan("exempelstad") == shipped("demo", "exempelstad.toml")
    assert find_plan(str(tmp_path / "min.toml")) == tmp_path / "min.toml"
    with pytest.raises(NotFound) as caught:
        find_plan("Solna")
    assert caught.value.hint == "Menade du solna-2020?"


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\0b", "~ingen/plan.toml", "\x1b[31m", "[/red]"])
def test_no_name_of_a_plan_crashes(name):
    """What nobody could mean is answered with what there is."""
    with pytest.raises((NotFound, InputError)) as caught:
        read_plan(find_plan(name))
    assert "\x1b" not in str(caught.value)


PLAN = tomllib.loads(shipped("plans", "solna-2020.toml").read_text("utf-8"))
SMALL = {key: value[:4] if isinstance(value, list) else value for key, value in PLAN.items()}
PATHS = [
    (section, number, key)
    for section in ("rings", "areas", "roles", "goals", "activities", "omitted")
    for number, item in enumerate(SMALL[section])
    for key in (*item, "schedule", "okänd")
] + [(key,) for key in (*SMALL, "terms", "windows", "okänd")]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.lists(st.text(max_size=5) | st.integers() | st.dictionaries(st.text(max_size=3), st.integers()), max_size=3)
    | st.dictionaries(st.sampled_from(["kind", "day", "rule", "series", "start"]), st.text(max_size=9) | st.integers())
    | st.builds(lambda kind, rest: {**rest, "kind": kind}, st.sampled_from(["recur", "offset", "window"]), st.just({}))
)


def set_at(document, path, value):
    """Put `value` at `path`, or take away what is there (None); a path that an earlier change broke is left."""
    *around, key = path
    for part in around:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(document, dict):
        document.pop(key, None)
        if value is not None:
            document[key] = value


@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=3))
def test_no_change_of_a_valid_plan_gives_a_traceback(tmp_path_factory, changes):
    """Whatever stands at whatever key, a plan is read or refused with its problems."""
    document = deepcopy(SMALL)
    for path, value in changes:
        set_at(document, path, value)
    path = written(tmp_path_factory.getbasetemp(), tomli_w.dumps(document), "solna-2020.toml")
    assert all(problem.startswith("solna-2020.toml:") for problem in problems_of(path))


@given(st.integers(0, 10_000), st.text(max_size=3) | st.sampled_from(['"', "[", "]]", "=", "\0", "\n", "{", "'''"]))
def test_no_slip_of_the_pen_gives_a_traceback(tmp_path_factory, place, slip):
    """Anything typed anywhere into the text of a plan is read or refused."""
    text = shipped("plans", "solna-2020.toml").read_text("utf-8")[:6000]
    path = tmp_path_factory.getbasetemp() / "solna-2020.toml"
    path.write_text(text[: place % len(text)] + slip + text[place % len(text) :], "utf-8", errors="replace", newline="")
    assert all(problem.startswith("solna-2020.toml:") for problem in problems_of(path))


def test_each_faulty_term_and_window_is_named_at_its_line(tmp_path):
    """Every name of [terms] and [windows] that cannot be read is said where it stands, not once for the table."""
    text = HEAD + '\n[terms]\n"vår" = ["01-01"]\n"höst" = 3\n[windows]\n"x" = ["a", "b"]\n"y" = ["02-30", "03-01"]\n'
    with pytest.raises(InputError) as refused:
        read_plan(written(tmp_path, text))
    first = text[: text.index('"vår"')].count("\n") + 1
    named = [problem.split(": ")[:2] for problem in refused.value.problems]
    places = [(int(place.rsplit(":", 1)[1]) - first, key) for place, key in named]
    assert places == [(0, "terms.vår"), (1, "terms.höst"), (3, "windows.x"), (4, "windows.y")]


def test_a_file_that_never_ends_is_refused(tmp_path):
    """A file far larger than any plan, such as a device that never ends, is refused and not read for ever."""
    large = tmp_path / "stor.toml"
    with large.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(InputError, match="för stor"):
        read_plan(large)
