"""What is shipped: one distribution with every bundled plugin and all of `data/`."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
PLUGINS = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py"))


def test_there_are_bundled_plugins():
    """The promises below would hold for none."""
    assert PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_every_bundled_plugin_is_shipped_registered_and_held_to_the_api(plugin):
    """A plugin in `plugins/` must be in the wheel, offered by entry point, and under the import contracts."""
    assert f"plugins/{plugin}" in WHEEL["packages"]
    offered = PROJECT["project"]["entry-points"]["vcycle.plugins"]
    assert offered.get(plugin.removeprefix("vcycle_")) == plugin
    assert plugin in PROJECT["tool"]["importlinter"]["root_packages"]
    assert import_module(plugin).VCYCLE_API == 1


def test_the_wheel_carries_the_data():
    """All of `data/` goes along as `vcycle/_data`, where an installed vcycle looks for it."""
    assert WHEEL["force-include"] == {"data": "vcycle/_data"}
    assert {path.name for path in (ROOT / "data" / "plans").glob("*.toml")} >= {
        "solna-2020.toml",
        "ostergotland-2017.toml",
        "vanersborg-2022.toml",
        "jamtland-2022.toml",
        "vast-2022.toml",
    }


def test_licences_go_along():
    """The licence, and whose words the plans quote, are shipped."""
    assert PROJECT["project"]["license-files"] == ["LICENSE", "NOTICE"]
    assert all((ROOT / name).is_file() for name in PROJECT["project"]["license-files"])
