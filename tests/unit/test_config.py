"""vcycle.toml: what is read, what is refused and how, and that nothing is lost on the way to disk and back."""

import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcycle.config import GLYPHS, SETTINGS, THEMES, Settings, load, save
from vcycle.errors import InputError, NotFound, StorageError
from vcycle.model.period import Years

FULL = """
[association]
name = "Föreningen Exempelstad"
[user]
name = "Kim"
[years]
start = "03-01"
first = 2020
[years.starts]
2017 = 2017-03-25
[terms]
"vår" = ["01-01", "06-30"]
[windows]
"efter sommaren" = ["08-20", "10-31"]
"hela året" = ["", ""]
[rings]
"Möten" = ["Medlemsvård", "almanac"]
"Allt annat" = []
[plugins]
almanac = "vcycle_almanac"
[plugin.almanac]
elections = false
[wheel]
glyphs = "braille"
[screen]
theme = "contrast"
"""


def write(folder, text):
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "vcycle.toml").write_bytes(data)
    return folder


def problems(folder, text):
    with pytest.raises(InputError) as caught:
        load(write(folder, text))
    return caught.value.problems


def test_every_setting_is_read(tmp_path):
    """Each setting of the file must end up in its place, rings in the order they were written."""
    settings = load(write(tmp_path, FULL))
    assert settings == Settings(
        name="Föreningen Exempelstad",
        user="Kim",
        years=Years(
            start="03-01",
            starts={2017: date(2017, 3, 25)},
            first=2020,
            terms={"vår": ("01-01", "06-30")},
            windows={"efter sommaren": ("08-20", "10-31"), "hela året": ("", "")},
        ),
        rings={"Möten": ("Medlemsvård", "almanac"), "Allt annat": ()},
        plugins={"almanac": "vcycle_almanac"},
        plugin_settings={"almanac": {"elections": False}},
        glyphs="braille",
        theme="contrast",
    )
    assert list(settings.rings) == ["Möten", "Allt annat"]


def test_an_empty_file_gives_the_defaults(tmp_path):
    """No setting may be compulsory: an empty file is a workspace with everything at its default."""
    assert load(write(tmp_path, "")) == Settings()


def test_all_faults_are_named_at_once(tmp_path):
    """One reading must name every fault with its place, so that nobody has to fix them one at a time."""
    found = problems(
        tmp_path,
        """
        rings = 3
        [asociation]
        name = "x"
        [user]
        nam = "Kim"
        [years]
        start = "02-30"
        first = "2020"
        [years.starts]
        2017 = 2018-03-25
        tjugo = 2020-01-01
        2019 = "2019-01-01"
        [terms]
        "vår" = ["01-01"]
        "höst" = ["07-01", "13-31"]
        [plugins]
        core = "x"
        almanac = "vcycle almanac"
        [plugin]
        almanac = 3
        [wheel]
        glyphs = "kvad"
        """,
    )
    assert found == (
        "vcycle.toml: rings: ska vara en tabell, [rings], inte ”3”",
        "vcycle.toml: asociation: okänd tabell; menade du ”association”?",
        "vcycle.toml: [user] nam: okänd inställning; menade du ”name”?",
        'vcycle.toml: [years] start: ”02-30” är ingen dag på året; skriv månad och dag, till exempel "01-31"',
        "vcycle.toml: [years] first: ska vara ett årtal mellan 1900 och 9000, inte ”2020”",
        "vcycle.toml: [years.starts] tjugo: ska vara ett årtal mellan 1900 och 9000, inte ”tjugo”",
        "vcycle.toml: [years.starts] 2019: ska vara ett datum utan citattecken, till exempel 2017-03-25, "
        "inte ”2019-01-01”",
        'vcycle.toml: [terms] vår: ska vara första och sista dagen, till exempel ["01-01", "06-30"], '
        "inte ”['01-01']”",
        'vcycle.toml: [terms] höst: ”13-31” är ingen dag på året; skriv månad och dag, till exempel "01-31"',
        "vcycle.toml: [plugins] core: namnet på ett tillägg är små bokstäver a-z, siffror och _, och aldrig ”core”",
        "vcycle.toml: [plugins] almanac: ”vcycle almanac” är inget namn på en Pythonmodul; "
        'skriv till exempel "vcycle_almanac"',
        "vcycle.toml: [plugin] almanac: ska vara en tabell med inställningar, inte ”3”",
        "vcycle.toml: [wheel] glyphs: ”kvad” finns inte; välj auto, half, quad eller braille",
        "vcycle.toml: [years.starts] 2017: dagen ska ligga i det år som den börjar, inte 2018-03-25",
    )


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[user]\nname = \n", 2, "TOML"),
        ('[user]\n\nname = "öppen', 3, "TOML"),
        ("a = 2020-13-45", 1, "TOML"),
        ("[user]\nname = 1" + "0" * 5000, 2, "för långt"),
        (b'[user]\nname = "\xe5"', 2, "UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path, text, line, reason):
    """What cannot be parsed at all must be named with the line where reading stopped."""
    (found,) = problems(tmp_path, text)
    assert found.startswith(f"vcycle.toml:{line}: ")
    assert reason in found


def test_a_swedish_name_without_quotes_is_explained(tmp_path):
    """TOML allows only ASCII in bare names: whoever writes `vår = ` must be told to quote it."""
    (found,) = problems(tmp_path, '[terms]\nvår = ["01-01", "06-30"]')
    assert found.startswith("vcycle.toml:2: ")
    assert found.endswith("ska ha citattecken")


def test_a_number_too_large_to_write_out_is_refused(tmp_path):
    """A number that Python will not turn into text must be named like any other fault."""
    large = "0x" + "f" * 10_000
    found = problems(tmp_path, f"wheel = {large}\n[years]\nfirst = {large}")
    assert [problem.endswith("inte ett jättelikt tal") for problem in found] == [True, True]


def test_a_bottomless_file_is_refused(tmp_path):
    """Nesting deeper than the parser can follow must be an ordinary error."""
    (found,) = problems(tmp_path, "a = " + "[" * 50_000)
    assert "för djupt" in found


def test_hostile_text_is_shown_harmlessly(tmp_path):
    """Control characters and long texts of a file must reach the terminal neither raw nor whole."""
    found = problems(tmp_path, '"\\u001b[31m" = 1\n[wheel]\nglyphs = "\\u202e' + "x" * 10_000 + '"')
    assert len(found) == 2
    assert not re.search("[\x00-\x1f\u202e]", "".join(found))
    assert max(map(len, found)) < 250


def test_a_missing_file_says_how_to_begin(tmp_path):
    """Without a workspace the error must say how one is made."""
    with pytest.raises(NotFound, match="saknar") as caught:
        load(tmp_path)
    assert "vcycle init" in caught.value.hint


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    """A folder in the file's place must be an ordinary error."""
    (tmp_path / "vcycle.toml").mkdir()
    with pytest.raises(InputError, match="är en mapp"):
        load(tmp_path)


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path):
    """A file saved by a Windows editor must read like any other."""
    assert load(write(tmp_path, b'\xef\xbb\xbf[user]\r\nname = "Kim"\r\n')).user == "Kim"


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAME = TEXT.filter(lambda text: text.strip())
MONTH_DAY = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}")
SPANS = st.dictionaries(NAME, st.tuples(MONTH_DAY, MONTH_DAY) | st.just(("", "")), max_size=3)
PLUGIN = st.from_regex("[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "core")
VALUE = st.recursive(
    TEXT | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
YEARS = st.builds(
    Years,
    start=MONTH_DAY,
    starts=st.dictionaries(st.integers(1900, 9000), MONTH_DAY, max_size=3).map(
        lambda starts: {year: date(year, int(day[:2]), min(28, int(day[3:]))) for year, day in starts.items()}
    ),
    first=st.none() | st.integers(1900, 9000),
    terms=SPANS,
    windows=SPANS,
)
ANY_SETTINGS = st.builds(
    Settings,
    name=TEXT,
    user=TEXT,
    years=YEARS,
    rings=st.dictionaries(NAME, st.lists(NAME, max_size=3).map(tuple), max_size=4),
    plugins=st.dictionaries(PLUGIN, st.sampled_from(["vcycle_almanac", "a.b.c"]), max_size=3),
    plugin_settings=st.dictionaries(PLUGIN, st.dictionaries(TEXT, VALUE, max_size=3), max_size=3),
    glyphs=st.sampled_from([*GLYPHS]),
    theme=st.sampled_from([*THEMES]),
    lists=st.dictionaries(PLUGIN.map("{}.b".format), st.lists(NAME, min_size=1, max_size=3).map(tuple), max_size=3),
)


@given(settings=ANY_SETTINGS)
def test_whatever_is_saved_is_loaded_again(tmp_path_factory, settings):
    """For all settings, load must give back what save wrote, in the same order."""
    folder = tmp_path_factory.mktemp("workspace")
    save(folder, settings)
    loaded = load(folder)
    assert loaded == settings
    assert list(loaded.rings.items()) == list(settings.rings.items())


def test_saving_leaves_one_private_file(tmp_path):
    """After saving there must be the settings file alone, and only its owner may read it."""
    save(tmp_path, Settings(name="Ett"))
    save(tmp_path, Settings(name="Två"))
    assert os.listdir(tmp_path) == ["vcycle.toml"]
    assert stat.S_IMODE((tmp_path / "vcycle.toml").stat().st_mode) == 0o600
    assert load(tmp_path).name == "Två"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (Settings(years=Years(start="13-01")), "ingen dag på året"),
        (Settings(plugins={"core": "x"}), "aldrig ”core”"),
        (Settings(plugin_settings={"a": {"x": ("en", "tupel")}}), "läsas annorlunda"),
        (Settings(name="\ud800"), "surrogates"),
    ],
)
def test_settings_that_would_not_load_are_not_saved(tmp_path, settings, reason):
    """What load would refuse or read differently must be refused by save, with the old file left as it was."""
    save(tmp_path, Settings(name="Före"))
    with pytest.raises(InputError, match=reason):
        save(tmp_path, settings)
    assert load(tmp_path).name == "Före"


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk refuses, the old settings must stay and no half file may lie beside them."""
    save(tmp_path, Settings(name="Före"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="Disken är full"):
        save(tmp_path, Settings(name="Efter"))
    assert os.listdir(tmp_path) == ["vcycle.toml"]
    assert load(tmp_path).name == "Före"


def test_each_declared_example_is_accepted(tmp_path):
    """Every example in the table of settings must be a file that loads."""
    for setting in SETTINGS:
        line = setting.example if setting.key == "*" else f"{setting.key} = {setting.example}"
        assert load(write(tmp_path, f"[{setting.section}]\n{line}\n")), setting.name


def test_the_page_on_settings_is_the_declared_table():
    """docs/settings.md must hold one row for each declared setting, saying what the program says."""
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    rows = [f"| `{s.name}` | {s.takes} | `{s.example}` | {s.default} | {s.help} |" for s in SETTINGS]
    assert re.findall(r"^\| `\[.*$", page, re.MULTILINE) == rows
