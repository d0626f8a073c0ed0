"""Real stories of dates that hang on dates, told through the command line."""

from __future__ import annotations

import json

import pytest

from vcycle.cli.main import run


class Told:
    """One workspace; each line of a story says who speaks, which day it is, and what is typed."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys

    def __call__(self, today, *words, code=0, who="Kim"):
        """What the command says on both streams."""
        self._capsys.readouterr()
        found = run(["--data", str(self.folder), "--today", today, "--as", who, *words])
        out, err = self._capsys.readouterr()
        assert found == code, err
        return out + err

    def json(self, today, *words):
        return json.loads(self(today, *words, "--json"))

    def days(self, today, year):
        """Series to day of all that the year holds."""
        entries = self.json(today, "list", "--from", f"{year - 1}-01-01", "--to", f"{year + 1}-12-31")
        return {e["series"]: e["start"] or e["window"] for e in entries}

    def meeting(self, today, series, schedule):
        self(today, "record", "add", "aktivitet", "--title", series, "--series", series, "--schedule", schedule)


@pytest.fixture
def told(tmp_path, capsys):
    story = Told(tmp_path / "board", capsys)
    story("2017-01-01", "init", "--name", "Föreningen Exempelstad", "--year", "2017")
    return story


CALL = "distriktsarskonferens-kallelse"


def test_the_conference_of_7_march_2020(told):
    """Three months before 7 March 2020 is Saturday 7 December; the call went out on the 6th: one day to spare."""
    told.meeting("2019-11-01", "distriktsarskonferens", "2020-03-07")
    assert "15 nya" in told("2019-11-01", "chain", "add", "distriktsarskonferens")
    assert told.days("2019-11-01", 2020)[CALL] == "2019-12-07"
    note = "till föreningarnas adresser och ordförandena, per e-post"
    told("2019-12-09", "done", CALL, "--on", "2019-12-06", "--note", note, who="Anna")
    said = told("2019-12-09", "explain", CALL)
    for line in (
        "7 mars 2020 minus tre månader är 7 december 2019, en lördag.",
        "Genomfört fredag 6 december 2019, i tid med 1 dag till godo.",
        f"Anteckning: {note}",
        "Avbockat av Anna.",
        "§ 54 (stadgar, lag eller myndighet), http://dalarna.vansterpartiet.se/distriktsarskonferens-2020/",
    ):
        assert line in said
    assert "gjort 1 dag till godo" in told("2019-12-09", "chain", "check", "distriktsarskonferens")
    moved = told.json("2019-12-09", "move", "distriktsarskonferens.1", "2020-03-14", "--dry-run")
    assert CALL not in {change["id"].partition(".")[0] for change in moved["changes"]}


def test_a_call_that_is_too_late(told):
    """Three days after the last day the conference is three days too early, and 10 March would do."""
    told.meeting("2019-11-01", "distriktsarskonferens", "2020-03-07")
    told("2019-11-01", "chain", "add", "distriktsarskonferens")
    found = told.json("2019-12-10", "chain", "check", "distriktsarskonferens")
    assert (found["late"], found["earliest"]) == (3, "2020-03-10")
    assert (found["steps"][0]["title"], found["steps"][0]["days"]) == ("Kallelse till partiföreningarna", -3)
    assert "2020-03-10" in told("2019-12-10", "check")
    told("2019-12-10", "move", "distriktsarskonferens.1", "2020-03-10")
    assert told.json("2019-12-10", "chain", "check", "distriktsarskonferens")["late"] == 0


def test_the_registration_that_moved_from_8_to_22_to_29_april(told):
    """Each move shows what hangs on it first, keeps where it was and when that became known, and is undone as one."""
    rules = told.folder / "rules"
    rules.mkdir()
    (rules / "valmyndigheten.toml").write_text(
        'format = 1\nname = "valmyndigheten"\ntitle = "Valmyndigheten"\n\n[[dates]]\nkey = "kandidatanmalan-2022"\n'
        'title = "Anmäl kandidater"\nschedule = "2022-04-08"\nsource = "val.se 2021-08-30"\nchecked = 2021-08-30\n',
        "utf-8",
    )
    (told.folder / "chains").mkdir()
    (told.folder / "chains" / "kandidater.toml").write_text(
        'format = 1\nname = "kandidater"\ntitle = "Kandidater"\nseries = "kandidatanmalan-2022"\n\n[[steps]]\n'
        'key = "forklaringar"\ntitle = "Förklaringarna inne"\nbefore = "2w"\nhard = true\nweekend = "before"\n'
        'responsible = "Sekreteraren"\n',
        "utf-8",
    )
    told("2021-09-01", "dates", "add", "kandidatanmalan-2022")
    told("2021-09-01", "chain", "add", "kandidater")
    before = told.days("2022-03-22", 2022)
    move = ("dates", "move", "kandidatanmalan-2022")
    shown = told.json("2022-03-22", *move, "2022-04-22", "--source", "val.se 2022-03-22", "--dry-run")
    assert [(c["from"], c["to"]) for c in shown["changes"]] == [
        ("2022-04-08", "2022-04-22"), ("2022-03-25", "2022-04-08"),
    ]  # fmt: skip
    assert shown["notify"] == ["Sekreteraren"]
    assert told.days("2022-03-22", 2022) == before
    told("2022-03-22", *move, "2022-04-22", "--source", "val.se 2022-03-22")
    told("2022-04-27", *move, "2022-04-29", "--source", "val.se 2022-04-27")
    assert told.days("2022-04-27", 2022)["kandidatanmalan-2022-forklaringar"] == "2022-04-14"
    (row,) = [r for r in told.json("2022-04-27", "dates", "list") if r["added"]]
    assert row["history"] == [
        {"from": "2022-04-08", "to": "2022-04-22", "learnt": "2022-03-22", "source": "val.se 2022-03-22"},
        {"from": "2022-04-22", "to": "2022-04-29", "learnt": "2022-04-27", "source": "val.se 2022-04-27"},
    ]
    told("2022-04-27", "undo")
    told("2022-04-27", "undo")
    assert told.days("2022-03-22", 2022) == before


OWN = """\
format = 1
name = "mote"
title = "Årsmöte"
series = "mote"

[[steps]]
key = "kallelse"
title = "Kallelse"
before = "6w"

[[steps]]
key = "listor"
title = "Listor"
before = "2m"

[[steps]]
key = "resultat"
title = "Resultat"
after = "1w"
"""


def test_notice_six_weeks_before_lists_two_months_before_results_one_week_after(told):
    """The example that people ask for everywhere, from a chain of the workspace's own, in every year that follows."""
    (told.folder / "chains").mkdir()
    (told.folder / "chains" / "mote.toml").write_text(OWN, "utf-8")
    told.meeting("2026-01-01", "mote", "14 mars")
    told("2026-01-01", "chain", "add", "mote")
    days = told.days("2026-01-01", 2026)
    entries = told.json("2026-01-01", "list", "--from", "2026-01-01", "--to", "2027-12-31")
    found = sorted((e["start"], e["title"]) for e in entries)
    assert found == [
        ("2026-01-14", "Listor"), ("2026-01-31", "Kallelse"), ("2026-03-14", "mote"), ("2026-03-21", "Resultat"),
        ("2027-01-14", "Listor"), ("2027-01-31", "Kallelse"), ("2027-03-14", "mote"), ("2027-03-21", "Resultat"),
    ]  # fmt: skip
    assert days["mote-kallelse"] == "2027-01-31"


def test_a_congress_known_only_as_february_2018(told):
    """Its steps are windows by the same arithmetic, and get their days when the congress gets its own."""
    told.meeting("2017-03-25", "kongress", "februari 2018")
    told("2017-03-25", "chain", "add", "kongress")
    days = told.days("2017-03-25", 2018)
    assert days["kongress-kallelse"] == ["2017-08-01", "2017-08-28"]
    assert days["kongress-motioner"] == ["2017-11-01", "2017-11-28"]
    told("2017-06-01", "move", "kongress.2018", "2018-02-09")
    days = told.days("2017-06-01", 2018)
    assert (days["kongress-kallelse"], days["kongress-motioner"]) == ("2017-08-09", "2017-11-09")
    assert days["kongress-svar"] == "2018-01-09"


def test_what_is_wrong_is_refused_and_nothing_changes(told):
    """A circle is named, a local stop after its national one has its line; the workspace is as it was."""
    (told.folder / "chains").mkdir()
    late = OWN.replace('before = "6w"', 'before = "1w"\nlevel = "local"\nstop = "motioner"')
    late = late.replace('before = "2m"', 'before = "2m"\nlevel = "national"\nstop = "motioner"')
    (told.folder / "chains" / "mote.toml").write_text(late, "utf-8")
    steps = told("2026-01-01", "history")
    said = told("2026-01-01", "chain", "add", "mote", code=3)
    assert (
        "mote.toml:11: steps.kallelse.stop: ”Kallelse” hamnar efter ”Listor”; ”motioner” går lokalt före riks" in said
    )
    circle = OWN.replace('before = "6w"', 'before = "6w"\nof = "listor"')
    circle = circle.replace('before = "2m"', 'before = "2m"\nof = "kallelse"')
    (told.folder / "chains" / "mote.toml").write_text(circle, "utf-8")
    assert "stegen går i en cirkel: kallelse → listor → kallelse" in told("2026-01-01", "chain", "show", "mote", code=3)
    assert told("2026-01-01", "history") == steps


HOSTILE = "\x1b[31mröd\x1b[0m [/red] \u202eomvänt \U0001f9ff " + "x" * 3000
TOML = json.dumps(HOSTILE, ensure_ascii=False)


def test_hostile_text_is_only_text(told):
    """Escapes, markup and marks that turn a line are shown as signs, whether in a chain or in a name."""
    (told.folder / "chains").mkdir()
    text = OWN.replace('"Kallelse"', TOML).replace('title = "Årsmöte"', f"title = {TOML}")
    (told.folder / "chains" / "mote.toml").write_text(text, "utf-8")
    told.meeting("2026-01-01", "mote", "2026-03-14")
    for words in (("list",), ("show", "mote", "--on", "2026-03-14"), ("add", "mote"), ("check", "mote")):
        said = told("2026-01-01", "chain", *words)
        assert "\x1b" not in said
        assert "\u202e" not in said
    for words in (("chain", "show", HOSTILE), ("chain", "check", HOSTILE), ("dates", "add", HOSTILE)):
        assert "\x1b" not in told("2026-01-01", *words, code=3)


def test_a_chain_for_a_meeting_in_a_known_month(told):
    """Of a meeting known only as February 2018, each step is shown with the first and last day it may have."""
    said = told("2017-09-01", "chain", "show", "distriktsarskonferens", "--on", "2018-02")
    assert "2017-11-01 till 2017-11-28  tre månader före" in said
    assert "2018-13" in told("2017-09-01", "chain", "show", "distriktsarskonferens", "--on", "2018-13", code=2)


def test_one_bad_chain_file_hides_no_other(told):
    """Chains are listed when a file of the workspace cannot be read, and that file is named with what is wrong."""
    (told.folder / "chains").mkdir()
    (told.folder / "chains" / "egen.toml").write_text("format = 1\n[[steps]", "utf-8")
    said = told("2017-09-01", "chain", "list")
    assert "kongress" in said
    assert "egen.toml går inte att läsa: egen.toml:2:" in said
