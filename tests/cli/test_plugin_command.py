"""`vcycle PLUGIN NAME`: options made from declared fields, answers as text and JSON, saved unless --dry-run."""

import json

import pytest


@pytest.fixture
def circles(board):
    with (board.folder / "vcycle.toml").open("a") as file:
        file.write('\n[plugins]\ncircles = "tests.circle_plugin"\n')
    return board


def test_it_says_what_can_be_asked(circles):
    """Without a command, and with --help, the plugin's commands are listed; each has a help with its fields."""
    for words in (("circles",), ("circles", "--help"), ("--help", "circles")):
        assert "lay-out     Lägg ut cirklar" in circles(*words)[0]
    text = circles("circles", "lay-out", "--help")[0]
    assert "--count N" in text
    assert "vcycle circles lay-out Kväll" in text


def test_it_is_saved_as_one_step_unless_dry(circles):
    """--dry-run shows and saves nothing; without it everything is saved, and undo takes it back."""
    before = circles.bytes()
    out, err = circles("circles", "lay-out", "Kväll", "--count", 3, "--dry-run")
    assert out.count("Kväll") == 3
    assert "Ingenting har ändrats" in err
    assert circles.bytes() == before
    assert "Lade ut 3 cirklar. Ångra med" in circles("circles", "lay-out", "--kind", "Kväll", "--count", 3)[1]
    assert len(circles.json("record", "list", "cirkel")) == 3
    assert "Lade ut 3 cirklar" in circles("undo")[1]
    assert circles.json("record", "list", "cirkel") == []


def test_json_and_options_that_hold_everywhere(circles):
    """--json gives the sections alone; --today and --data may stand anywhere."""
    value = circles.json("circles", "today", "--today", "2026-05-05")
    assert value == {
        "sections": [{"title": "I dag", "text": "2026-05-05", "header": [], "rows": [], "plugin": "core"}],
        "saved": False,
    }
    out = circles.process("circles", "--data", str(circles.folder), "today").stdout.decode()
    assert out == "I dag\n2026-03-08\n"


def test_it_goes_to_a_file_of_any_kind(circles, tmp_path):
    """-o writes what was found as the file's name says, or as --format does."""
    circles("circles", "today", "-o", tmp_path / "i-dag.md")
    assert "# Vad är det i dag" in (tmp_path / "i-dag.md").read_text("utf-8")
    circles("circles", "today", "--format", "json", "--output", tmp_path / "i-dag")
    assert json.loads((tmp_path / "i-dag").read_text("utf-8"))["sections"][0]["text"] == "2026-03-08"


def test_what_is_wrong_is_said_with_a_way_out(circles):
    """Unknown commands and fields, too many words, and what the plugin refuses: a sentence, and nothing done."""
    before = circles.bytes()
    assert "Menade du lay-out?" in circles("circles", "layout", code=2)[1]
    assert "Slag (kind): måste fyllas i" in circles("circles", "lay-out", code=3)[1]
    assert "Förstår inte: ”två”" in circles("circles", "lay-out", "en", "två", code=2)[1]
    assert "menade du count" in circles("circles", "lay-out", "Kväll", "--cont", "3", code=3)[1]
    assert "Välj ett annat namn." in circles("circles", "lay-out", "fel", code=3)[1]
    assert "ZeroDivisionError" in circles("circles", "crash", code=5)[1]
    assert circles.bytes() == before


def test_without_the_plugin_it_is_no_command(circles, board):
    """--without leaves it out; a plugin that is installed but off is named as such."""
    assert "inget kommando som heter ”circles”" in circles("circles", "today", "--without", "circles", code=2)[1]
    assert "vcycle plugins enable almanac" in circles("almanac", code=2)[1]
    assert "--without" in circles("list", "--help")[0]
    listed = json.loads(circles("list", "--json", "--without", "circles")[0])
    assert all(entry["plugin"] != "circles" for entry in listed)


def test_safe_leaves_all_plugins_out(circles):
    """--safe, wherever it stands, runs without any plugin, touches no setting, and `vcycle --help` names it."""
    before = circles.bytes()
    assert "inget kommando som heter ”circles”" in circles("circles", "today", "--safe", code=2)[1]
    for words in (("--safe", "list", "--json"), ("list", "--safe", "--json"), ("list", "--json", "--safe")):
        assert all(entry["plugin"] != "circles" for entry in json.loads(circles(*words)[0]))
    assert "circles." not in circles("record", "types", "--safe")[0]
    assert "--safe" in circles("--help")[0]
    assert circles.bytes() == before
