"""Looking for installed plugins: what is offered is listed, and nothing of it is imported."""

import sys

import pytest

from vcycle.hooks.installed import Installed, scan


@pytest.fixture
def distribution(tmp_path, monkeypatch):
    """Put a distribution on the path that offers plugins."""
    monkeypatch.syspath_prepend(tmp_path)

    def offer(name, version, plugins, summary=""):
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / "METADATA").write_text(about + (f"Summary: {summary}\n" if summary else ""), "utf-8")
        lines = "\n".join(f"{plugin} = {module}" for plugin, module in plugins.items())
        (folder / "entry_points.txt").write_text(f"[vcycle.plugins]\n{lines}\n[console_scripts]\nx = y:z\n", "utf-8")
        for module in plugins.values():
            (tmp_path / f"{module}.py").write_text("raise RuntimeError('imported')\n", "utf-8")

    return offer


def test_offered_plugins_are_listed_without_being_imported(distribution):
    """Name, module, distribution, version and summary must be told of plugins that would not even import."""
    distribution("okand-lists", "1.2", {"unknown_b": "okand_b", "unknown_a": "okand_a"}, "Listor för styrelsen")
    found = [plugin for plugin in scan() if plugin.name.startswith("unknown_")]
    assert found == [
        Installed("unknown_a", "okand_a", "okand-lists", "1.2", "Listor för styrelsen"),
        Installed("unknown_b", "okand_b", "okand-lists", "1.2", "Listor för styrelsen"),
    ]
    assert not {"okand_a", "okand_b"} & set(sys.modules)


def test_a_name_offered_twice_is_there_twice(distribution):
    """Two distributions with a plugin of one name must both be seen, also when they say nothing about themselves."""
    distribution("okand-one", "1", {"unknown_x": "okand_one"})
    distribution("okand-two", "2", {"unknown_x": "okand_two"})
    assert [(p.module, p.summary) for p in scan() if p.name == "unknown_x"] == [("okand_one", ""), ("okand_two", "")]


GOOD = b"Metadata-Version: 2.1\nName: okand-good\nVersion: 1\n"
OFFER = b"[vcycle.plugins]\nunknown_bad = okand_bad\n"


@pytest.mark.parametrize(
    ("metadata", "entry_points"),
    [
        (GOOD, b"[vcycle.plugins]\nunknown_bad\n"),
        (GOOD, b"\xff\xfe" + OFFER),
        (b"\xff\xfe\x00", OFFER),
    ],
)
def test_a_damaged_distribution_is_passed_over(distribution, tmp_path, metadata, entry_points):
    """Whatever else is broken on the computer, the plugins that are whole must be listed."""
    distribution("okand-whole", "1", {"unknown_whole": "okand_whole"})
    folder = tmp_path / "okand_bad-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_bytes(metadata)
    (folder / "entry_points.txt").write_bytes(entry_points)
    assert [plugin.name for plugin in scan() if plugin.name.startswith("unknown_")] == ["unknown_whole"]


def test_a_distribution_that_says_little_is_listed_all_the_same(distribution, tmp_path):
    """Without metadata, and with a module that is none, a plugin must be listed with what is known of it."""
    folder = tmp_path / "okand_bad-1.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_text(
        "[vcycle.plugins]\nunknown_a = okand.a:thing [extra]\nunknown_b = not a!\n"
    )
    assert [plugin for plugin in scan() if plugin.name.startswith("unknown_")] == [
        Installed("unknown_a", "okand.a", "", "", ""),
        Installed("unknown_b", "", "", "", ""),
    ]


def test_a_distribution_that_is_there_twice_counts_once(distribution, tmp_path, monkeypatch):
    """The one that Python would import is the one that is listed."""
    distribution("okand.lists", "1", {"unknown_x": "okand_x"})
    second = tmp_path / "second"
    folder = second / "okand_lists-2.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: Okand-Lists\nVersion: 2\n")
    (folder / "entry_points.txt").write_text("[vcycle.plugins]\nunknown_x = okand_x\n")
    monkeypatch.syspath_prepend(second)
    assert [plugin.version for plugin in scan() if plugin.name == "unknown_x"] == ["2"]
