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
